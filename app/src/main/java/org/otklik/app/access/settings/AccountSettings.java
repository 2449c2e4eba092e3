package org.otklik.app.access.settings;

import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// An account as it is written down.
///
/// @param name how the person is called on the pages
/// @param roles names of [org.otklik.app.access.Role]
/// @param password by the environment
public record AccountSettings(
    @DefaultValue("") String name,
    @DefaultValue List<String> roles,
    @DefaultValue("") String password) {

  /// Copies the roles.
  public AccountSettings {
    roles = List.copyOf(roles);
  }

  /// Without name and password.
  @Override
  public String toString() {
    return "AccountSettings[roles=%s]".formatted(roles);
  }
}
