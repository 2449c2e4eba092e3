package org.otklik.app.pages;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts words and templates together.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Centre.class)
class PagesConfiguration {

  @Bean
  Texts texts() {
    return BundledTexts.load("texts");
  }

  @Bean
  TemplateEngine templateEngine() {
    var engine = TemplateEngine.createPrecompiled(ContentType.Html);
    engine.setTrimControlStructures(true);
    return engine;
  }
}
