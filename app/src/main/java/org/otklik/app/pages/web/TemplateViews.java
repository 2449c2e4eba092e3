package org.otklik.app.pages.web;

import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;

/// Renders the template `desk/queue.jte` for a controller that answers `"desk/queue"`; the model's
/// entries are its parameters, and `page` is added.
@Component
class TemplateViews implements ViewResolver, Ordered {

  private final TemplateEngine engine;
  private final RequestPages pages;

  TemplateViews(TemplateEngine engine, RequestPages pages) {
    this.engine = engine;
    this.pages = pages;
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public @Nullable View resolveViewName(String name, Locale locale) {
    var template = name + ".jte";
    return engine.hasTemplate(template) ? new TemplateView(template) : null;
  }

  private final class TemplateView implements View {

    private final String template;

    TemplateView(String template) {
      this.template = template;
    }

    @Override
    public String getContentType() {
      return "text/html;charset=UTF-8";
    }

    /// The page is made whole before its first byte leaves, so that a fault in a template still
    /// becomes an error page.
    @Override
    public void render(
        @Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      var params = new HashMap<String, Object>(model == null ? Map.of() : model);
      params.put("page", pages.of(request));
      var output = new Utf8ByteOutput();
      engine.render(template, params, output);
      response.setContentType(getContentType());
      response.setContentLength(output.getContentLength());
      output.writeTo(response.getOutputStream());
    }
  }
}
