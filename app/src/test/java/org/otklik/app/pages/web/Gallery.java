package org.otklik.app.pages.web;

import gg.jte.CodeResolver;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.resolve.DirectoryCodeResolver;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.OpenToAll;
import org.otklik.app.pages.FormErrors;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// All components on one page, for looking at; its templates are compiled on the fly and are no
/// part of the product.
@Import(Gallery.Pages.class)
class Gallery {

  @Bean
  @Primary
  TemplateEngine withGallery() {
    return TemplateEngine.create(
        new BothFolders(
            List.of(
                new DirectoryCodeResolver(Path.of("src/test/jte")),
                new DirectoryCodeResolver(Path.of("src/main/jte")))),
        Path.of("target", "gallery-classes"),
        ContentType.Html,
        Gallery.class.getClassLoader());
  }

  @TestComponent // not scanned
  @Controller
  @OpenToAll
  static final class Pages {

    @GetMapping("/gallery")
    String gallery(
        @RequestParam(defaultValue = "false") boolean errors,
        @RequestParam(defaultValue = "false") boolean dense,
        Model model) {
      model.addAttribute("errors", errors ? everyError() : new FormErrors());
      model.addAttribute("dense", dense);
      return "gallery/all";
    }

    private static FormErrors everyError() {
      var errors = new FormErrors();
      Stream.of("account", "secret", "story", "topic", "how", "also")
          .forEach(field -> errors.add(field, "access.sign-in.no-password"));
      return errors;
    }
  }

  private record BothFolders(List<DirectoryCodeResolver> folders) implements CodeResolver {

    @Override
    public @Nullable String resolve(String name) {
      return folders.stream()
          .filter(folder -> folder.exists(name))
          .map(folder -> folder.resolve(name))
          .findFirst()
          .orElse(null);
    }

    @Override
    public long getLastModified(String name) {
      return folders.stream()
          .filter(folder -> folder.exists(name))
          .mapToLong(folder -> folder.getLastModified(name))
          .findFirst()
          .orElse(0);
    }

    @Override
    public List<String> resolveAllTemplateNames() {
      return folders.stream().flatMap(folder -> folder.resolveAllTemplateNames().stream()).toList();
    }
  }
}
