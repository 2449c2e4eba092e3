package org.otklik.app.pages.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The query of an address, pair by pair as it was sent, so that an address can be written again
/// without one of them.
record Query(String path, List<String> pairs) {

  /// The address that was asked for, also where an error page answers in its stead.
  static Query of(HttpServletRequest request) {
    var failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    var path = failed instanceof String uri ? uri : request.getRequestURI();
    var query =
        failed == null
            ? request.getQueryString()
            : (String) request.getAttribute(RequestDispatcher.ERROR_QUERY_STRING);
    return new Query(
        path, query == null || query.isEmpty() ? List.of() : Arrays.asList(query.split("&")));
  }

  /// The value of a plain parameter, as sent.
  Optional<String> find(String name) {
    var prefix = name + "=";
    return pairs.stream()
        .filter(pair -> pair.startsWith(prefix))
        .map(pair -> pair.substring(prefix.length()))
        .findFirst();
  }

  /// The address without the parameter `name`. Begins with one slash, so that it never names
  /// another server.
  String addressWithout(String name) {
    var kept =
        pairs.stream()
            .filter(pair -> !pair.startsWith(name + "="))
            .collect(Collectors.joining("&"));
    var local = "/" + path.replaceFirst("^/+", "");
    return kept.isEmpty() ? local : local + "?" + kept;
  }
}
