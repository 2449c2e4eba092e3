package org.otklik.app.testing;

import java.lang.reflect.Proxy;

/// A collaborator that a test needs and never asks.
public final class Unasked {

  private Unasked() {}

  /// Whatever is asked of it fails the test.
  public static <T> T of(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, _) -> {
              throw new UnsupportedOperationException(method.toString());
            }));
  }
}
