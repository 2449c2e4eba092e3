package org.otklik.app.access.web;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.Accounts;
import org.otklik.app.access.NewAccount;
import org.otklik.app.access.Role;
import org.otklik.app.access.signin.DefaultSessions;
import org.otklik.app.access.web.EndpointRules.Rule;
import org.otklik.app.testing.Http;
import org.otklik.app.testing.Http.Reply;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/// Knocks at every endpoint of a running application as every role and as a stranger, and says what
/// was not as declared.
final class EndpointWalk {

  private static final Set<Integer> REFUSED = Set.of(401, 403);

  private final ApplicationContext application;
  private final int port;
  private final Map<Role, AccountId> people = new LinkedHashMap<>();

  /// One method of one path, and who may call it.
  record Endpoint(String method, String path, Rule rule, boolean isStream) {

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  EndpointWalk(ApplicationContext application, int port) {
    this.application = application;
    this.port = port;
    for (var role : Role.values()) {
      var id = new AccountId(UUID.randomUUID());
      application
          .getBean(Accounts.class)
          .create(
              new NewAccount(
                  id, "walker-" + id, "Прохожий", "a password for a walk", Set.of(role)));
      people.put(role, id);
    }
  }

  /// Every controller's endpoint; of a mapping without a method, GET and POST.
  List<Endpoint> endpoints() {
    return beans(RequestMappingInfoHandlerMapping.class)
        .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
        .flatMap(
            entry ->
                paths(entry.getKey())
                    .flatMap(
                        path ->
                            methods(entry.getKey())
                                .map(
                                    method ->
                                        new Endpoint(
                                            method,
                                            path,
                                            EndpointRules.of(entry.getValue(), path),
                                            isStream(entry.getKey(), entry.getValue())))))
        .distinct()
        .toList();
  }

  /// WebSockets and whatever else is reached by a plain address.
  List<Endpoint> addresses() {
    return beans(AbstractUrlHandlerMapping.class)
        .flatMap(mapping -> mapping.getHandlerMap().entrySet().stream())
        .map(
            entry ->
                new Endpoint(
                    "GET",
                    entry.getKey(),
                    EndpointRules.of(entry.getValue(), entry.getKey()),
                    false))
        .toList();
  }

  /// Mappings of a kind that does not ask the guard, by name.
  List<String> unguarded() {
    return application.getBeansOfType(HandlerMapping.class).entrySet().stream()
        .filter(mapping -> !(mapping.getValue() instanceof AbstractHandlerMapping))
        .map(Map.Entry::getKey)
        .toList();
  }

  /// What was answered otherwise than declared, one line each.
  Collection<String> faults() {
    var faults = new TreeSet<String>();
    for (var endpoint : endpoints()) {
      check(endpoint, "a stranger", false, new Http(port), faults);
      people.forEach(
          (role, id) ->
              check(endpoint, role.toString(), may(endpoint.rule(), role), signedIn(id), faults));
    }
    return faults;
  }

  private void check(
      Endpoint endpoint, String who, boolean mayByRole, Http http, Collection<String> faults) {
    var may = mayByRole || endpoint.rule() instanceof Rule.Open;
    var reply = knock(endpoint, http);
    if (isRefused(reply) == may) {
      faults.add(
          "%s as %s: %d %s".formatted(endpoint, who, reply.status(), reply.header("Location")));
    }
  }

  /// An event stream that is opened may stay silent, even without headers; a refusal comes at once.
  private static boolean isStream(RequestMappingInfo info, HandlerMethod handler) {
    return ResponseBodyEmitter.class.isAssignableFrom(handler.getReturnType().getParameterType())
        || info.getProducesCondition()
            .getProducibleMediaTypes()
            .contains(MediaType.TEXT_EVENT_STREAM);
  }

  private Reply knock(Endpoint endpoint, Http http) {
    var path =
        endpoint
            .path()
            .replaceAll("\\{\\*?[^/}]*}", UUID.randomUUID().toString())
            .replace("*", "x");
    var headers = Map.of("Accept", "*/*", "X-XSRF-TOKEN", http.formToken());
    return endpoint.isStream()
        ? http.open(path, headers)
        : http.send(endpoint.method(), path, "", headers);
  }

  /// Refused at the door; an endpoint's own "not yours" is 404.
  private static boolean isRefused(Reply reply) {
    return REFUSED.contains(reply.status()) || reply.header("Location").startsWith("/sign-in?next");
  }

  private static boolean may(Rule rule, Role role) {
    return switch (rule) {
      case Rule.Open() -> true;
      case Rule.Roles(var roles) -> roles.contains(role);
      case Rule.Metrics() -> role == Role.ADMIN;
      case Rule.Undeclared() -> false;
    };
  }

  private Http signedIn(AccountId id) {
    var http = new Http(port);
    http.cookies().put("otklik-session", application.getBean(DefaultSessions.class).open(id));
    return http;
  }

  private <T> Stream<T> beans(Class<T> type) {
    return application.getBeansOfType(type).values().stream();
  }

  private static Stream<String> paths(RequestMappingInfo info) {
    return info.getPatternValues().stream();
  }

  private static Stream<String> methods(RequestMappingInfo info) {
    var declared =
        info.getMethodsCondition().getMethods().stream()
            .map(RequestMethod::name)
            .collect(Collectors.toSet());
    return declared.isEmpty()
        ? Stream.of(HttpMethod.GET.name(), HttpMethod.POST.name())
        : declared.stream();
  }
}
