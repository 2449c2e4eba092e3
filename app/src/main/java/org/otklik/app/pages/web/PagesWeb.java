package org.otklik.app.pages.web;

import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Lets a controller take the [Page][org.otklik.app.pages.Page] of its request as a parameter.
@Configuration(proxyBeanMethods = false)
class PagesWeb implements WebMvcConfigurer {

  private final RequestPages pages;

  PagesWeb(RequestPages pages) {
    this.pages = pages;
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(pages);
  }
}
