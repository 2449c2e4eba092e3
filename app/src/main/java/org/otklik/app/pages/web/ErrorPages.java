package org.otklik.app.pages.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.sql.SQLTransientException;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.otklik.app.pages.Page;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;

/// Says in words what went wrong, what to do, and under which name the request can be found;
/// programs get RFC 9457.
@Controller
@RequestMapping("${server.error.path:${error.path:/error}}")
class ErrorPages implements ErrorController {

  private static final Set<Integer> IN_WORDS = Set.of(400, 403, 404, 405, 413, 429, 500, 503);
  private static final String RETRY_SECONDS = "30";

  @RequestMapping(produces = MediaType.TEXT_HTML_VALUE)
  String html(HttpServletRequest request, HttpServletResponse response, Model model) {
    var status = status(request);
    response.setStatus(status);
    if (status == HttpStatus.SERVICE_UNAVAILABLE.value()) {
      response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }
    model.addAttribute("status", inWords(status));
    return "pages/error";
  }

  @RequestMapping
  ResponseEntity<ProblemDetail> problem(HttpServletRequest request, Page page) {
    var status = status(request);
    var problem = ProblemDetail.forStatus(status);
    problem.setTitle(page.say("pages.error." + inWords(status) + ".title"));
    problem.setProperty("request", page.correlation());
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  /// Who asks for this page itself asks for nothing: 404.
  private static int status(HttpServletRequest request) {
    if (!(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status)) {
      return HttpStatus.NOT_FOUND.value();
    }
    var fault = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    return storeIsAway(fault) ? HttpStatus.SERVICE_UNAVAILABLE.value() : status;
  }

  /// A database that is away is no fault of ours or of the person's: it passes, and the page says
  /// so.
  private static boolean storeIsAway(@Nullable Throwable fault) {
    return Stream.iterate(fault, cause -> cause != null, Throwable::getCause)
        .anyMatch(
            cause ->
                cause instanceof DataAccessResourceFailureException
                    || cause instanceof TransientDataAccessException
                    || cause instanceof CannotCreateTransactionException
                    || cause instanceof SQLTransientException);
  }

  private static int inWords(int status) {
    if (IN_WORDS.contains(status)) {
      return status;
    }
    return status < HttpStatus.INTERNAL_SERVER_ERROR.value()
        ? HttpStatus.BAD_REQUEST.value()
        : HttpStatus.INTERNAL_SERVER_ERROR.value();
  }
}
