package org.otklik.app.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.otklik.app.pages.Centre;
import org.otklik.app.pages.Page;
import org.otklik.app.pages.Page.FormToken;
import org.otklik.app.pages.Texts;
import org.otklik.app.pages.Visitors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.MethodParameter;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Makes the [Page] of a request, for views and for controllers that ask for it.
@Component
class RequestPages implements HandlerMethodArgumentResolver {

  private final Texts texts;
  private final ObjectProvider<Visitors> visitors;
  private final Assets assets;
  private final Centre centre;

  RequestPages(Texts texts, ObjectProvider<Visitors> visitors, Assets assets, Centre centre) {
    this.texts = texts;
    this.visitors = visitors;
    this.assets = assets;
    this.centre = centre;
  }

  Page of(HttpServletRequest request) {
    return new Page(
        RequestLanguages.of(request),
        texts,
        visitors.stream().flatMap(known -> known.findVisitor(request).stream()).findFirst(),
        formToken(request),
        assets.base(),
        Query.of(request).addressWithout(RequestLanguages.PARAMETER),
        RequestNames.of(request),
        centre);
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Page.class;
  }

  @Override
  public Page resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    return of(((ServletWebRequest) request).getRequest());
  }

  /// An empty one where the request was refused before the token was made: such pages hold no
  /// forms.
  private static FormToken formToken(HttpServletRequest request) {
    return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
        ? new FormToken(token.getParameterName(), token.getToken())
        : new FormToken("_csrf", "");
  }
}
