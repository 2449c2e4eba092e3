package org.otklik.app.pages.web;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/// Serves `static/assets` of all modules under one version: a hash over all of them.
///
/// An address never changes its content, so browsers keep it for a year and never ask again.
@Component
class Assets implements WebMvcConfigurer {

  private static final String FOLDER = "classpath:/static/assets/";
  private static final String ALL = "classpath*:static/assets/**/*.*";
  private static final Duration CACHED = Duration.ofDays(365);
  private static final int VERSION_LENGTH = 12;

  private final String version = version();

  /// Where assets stand, without a slash at the end.
  String base() {
    return "/assets/" + version;
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/assets/**")
        .addResourceLocations(FOLDER)
        .setCacheControl(CacheControl.maxAge(CACHED).cachePublic().immutable())
        .resourceChain(true)
        .addResolver(new VersionResourceResolver().addFixedVersionStrategy(version, "/**"));
  }

  private static String version() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var files = new PathMatchingResourcePatternResolver().getResources(ALL);
      Arrays.sort(files, Comparator.comparing(Resource::getDescription));
      for (var file : files) {
        digest.update(file.getContentAsByteArray());
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_LENGTH);
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("The assets cannot be read.", e);
    }
  }
}
