package org.otklik.app.access.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.access.MayCall;
import org.otklik.app.access.OpenToAll;
import org.otklik.app.access.Role;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/// Endpoints of each kind, to knock at; nothing of it scans as a component, so that only tests that
/// ask have it.
@Import({Probes.OfOperators.class, Probes.Careless.class, Probes.Failing.class})
@EnableWebSocket
public class Probes implements WebSocketConfigurer {

  @Override
  public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
    registry.addHandler(new OperatorsSocket(), "/probe/socket");
    registry.addHandler(new CarelessSocket(), "/probe/careless-socket");
  }

  @MayCall(Role.OPERATOR)
  static final class OperatorsSocket extends TextWebSocketHandler {}

  static final class CarelessSocket extends TextWebSocketHandler {}

  @TestComponent // not scanned
  @Controller
  @MayCall(Role.OPERATOR)
  static final class OfOperators {

    @GetMapping("/probe/operators")
    @ResponseBody
    String operators(CurrentAccount me) {
      return me.getName();
    }

    @PostMapping("/probe/operators")
    @ResponseBody
    String change() {
      return "changed";
    }

    @GetMapping(path = "/probe/events", produces = "text/event-stream")
    void events(HttpServletResponse response) throws IOException {
      response.setContentType("text/event-stream");
      response.getWriter().write("data: secret\n\n");
    }

    @OpenToAll
    @GetMapping("/probe/all")
    @ResponseBody
    String all(@Nullable CurrentAccount me) {
      return me == null ? "stranger" : me.displayName();
    }
  }

  @TestComponent // not scanned
  @Controller
  static final class Careless {

    @GetMapping("/probe/undeclared")
    @ResponseBody
    String undeclared() {
      return "secret";
    }
  }

  @TestComponent // not scanned
  @Controller
  @OpenToAll
  static final class Failing {

    @GetMapping("/probe/failing")
    @ResponseBody
    String failing(@RequestParam String how) {
      return switch (how) {
        case "broken" -> throw new IllegalStateException("secret detail");
        case "store-away" -> throw new DataAccessResourceFailureException("secret detail");
        default -> "fine";
      };
    }

    @GetMapping("/probe/conflict")
    void conflict(HttpServletResponse response) throws IOException {
      response.sendError(HttpStatus.CONFLICT.value());
    }
  }
}
