package org.otklik.app.access;

import java.util.UUID;

/// Names one signed-in stay, from sign-in to sign-out; it opens nothing by itself.
public record SessionId(UUID value) {

  @Override
  public String toString() {
    return value.toString();
  }
}
