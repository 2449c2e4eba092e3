package org.otklik.app.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import gg.jte.Content;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ComponentsTest {

  private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(ContentType.Html);
  private static final Page PAGE = ExamplePages.ofAStranger();
  private static final List<Choice> CHOICES =
      List.of(
          new Choice("phone", "По телефону"), new Choice("chat", "В чате", "Отвечаем письменно"));
  private static final Content INNER = output -> output.writeContent("<b>inner</b>");

  /// A component with parameters, and what its HTML must hold.
  private record Example(String component, Map<String, Object> params, List<String> holds) {}

  private static final List<Example> EXAMPLES =
      List.of(
          example("antifraud", Map.of(), "Мы не спрашиваем коды и пароли", "aria-hidden=\"true\""),
          example("backLink", Map.of("href", "/before"), "href=\"/before\"", "Назад"),
          example(
              "button",
              Map.of("text", "Продолжить"),
              "<button type=\"submit\"",
              "Продолжить</button>"),
          example(
              "button", Map.of("text", "Начать", "href", "/x"), "<a href=\"/x\" role=\"button\""),
          example("button", Map.of("text", "Нет", "disabled", true), " disabled"),
          example(
              "checkboxes",
              Map.of("name", "how", "legend", "Как?", "choices", CHOICES, "values", Set.of("chat")),
              "<legend",
              "id=\"how\"",
              "id=\"how-2\" name=\"how\" type=\"checkbox\" value=\"chat\" checked",
              "aria-describedby=\"how-2-item-hint\""),
          example("demoBanner", Map.of(), "Демо", "люди и номера вымышлены"),
          example(
              "details",
              Map.of("summary", "Где это?", "content", INNER),
              "<summary",
              "Где это?",
              "<b>inner</b>"),
          example(
              "errorSummary",
              Map.of("errors", errors()),
              "role=\"alert\"",
              "href=\"#username\"",
              "Введите имя для входа"),
          example(
              "fieldError",
              Map.of("id", "a", "error", "Плохо"),
              "id=\"a-error\"",
              "Ошибка:",
              "Плохо"),
          example("fieldHint", Map.of("id", "a", "hint", "Так"), "id=\"a-hint\"", "Так"),
          example(
              "fieldset",
              Map.of("name", "a", "legend", "Вопрос", "content", INNER, "heading", true),
              "<h1 class=\"govuk-fieldset__heading\">Вопрос</h1>"),
          example(
              "form",
              Map.of("action", "/send", "content", INNER),
              "action=\"/send\" method=\"post\"",
              "name=\"_csrf\" value=\"token-1\"",
              "<b>inner</b>"),
          example(
              "form",
              Map.of("action", "/send", "content", INNER, "multipart", true),
              "enctype=\"multipart/form-data\""),
          example(
              "head",
              Map.of("title", "Вход", "errors", errors()),
              "<title>Ошибка: Вход — Отклик</title>",
              "/assets/v1/brand/otklik.css"),
          example(
              "head",
              Map.of("title", "Вход", "errors", new FormErrors()),
              "<title>Вход — Отклик</title>"),
          example(
              "input",
              Map.of(
                  "name", "n", "label", "Номер", "hint", "20 цифр", "error", "Мало", "value", "12"),
              "<label class=\"govuk-label\" for=\"n\">Номер</label>",
              "value=\"12\"",
              "aria-describedby=\"n-hint n-error\"",
              "aria-invalid=\"true\""),
          example("insetText", Map.of("content", INNER), "<b>inner</b>"),
          example(
              "languageSwitch",
              Map.of(),
              "aria-current=\"true\">Русский",
              "href=\"/here?a=1&amp;lang=en\"",
              "hreflang=\"en\">English"),
          example(
              "notificationBanner",
              Map.of("content", INNER),
              "role=\"region\" aria-labelledby=\"notice-title\"",
              "Важно"),
          example(
              "notificationBanner",
              Map.of("content", INNER, "success", true),
              "role=\"alert\"",
              "Готово"),
          example(
              "pagination",
              Map.of("nextHref", "/n", "previousHref", "/p"),
              "rel=\"prev\"",
              "rel=\"next\"",
              "Раньше"),
          example(
              "panel",
              Map.of("title", "Отправлено", "content", INNER),
              "<h1 class=\"govuk-panel__title\">Отправлено</h1>",
              "<b>inner</b>"),
          example(
              "passwordInput",
              Map.of("name", "p", "label", "Пароль"),
              "type=\"password\"",
              "autocomplete=\"current-password\"",
              "aria-controls=\"p\"",
              "hidden>Показать"),
          example(
              "radios",
              Map.of(
                  "name",
                  "how",
                  "legend",
                  "Как?",
                  "choices",
                  CHOICES,
                  "value",
                  "phone",
                  "error",
                  "Выберите"),
              "id=\"how\" name=\"how\" type=\"radio\" value=\"phone\" checked",
              "aria-describedby=\"how-error\"",
              "for=\"how-2\""),
          example(
              "sections",
              Map.of(
                  "page",
                  ExamplePages.of(
                      new Visitor(
                          "Игорь Власов",
                          "/board",
                          List.of(new Visitor.Section("/here", "access.section.board")),
                          "/sign-out"))),
              "<nav aria-label=\"Разделы\">",
              "href=\"/here\" aria-current=\"page\">Табло смены</a>"),
          example(
              "select",
              Map.of("name", "s", "label", "Тема", "choices", CHOICES, "value", "chat"),
              "<option value=\"chat\" selected>",
              "for=\"s\""),
          example("skipLink", Map.of(), "href=\"#main-content\"", "Перейти к содержанию"),
          example(
              "summaryList",
              Map.of(
                  "rows",
                  List.of(
                      new SummaryRow("Имя", "Ольга", "/name"), new SummaryRow("Город", "Тверь"))),
              "<dt class=\"govuk-summary-list__key\">Имя</dt>",
              "Изменить<span class=\"govuk-visually-hidden\"> Имя",
              "row--no-actions"),
          example(
              "table",
              Map.of(
                  "id", "t", "caption", "Звонки", "heads", List.of("Когда", "Кто"), "rows", INNER),
              "<caption",
              "<th scope=\"col\" class=\"govuk-table__header\">Кто</th>",
              "tabindex=\"0\""),
          example("tag", Map.of("text", "Срочно", "colour", "red"), "govuk-tag--red\">Срочно"),
          example(
              "textarea",
              Map.of("name", "t", "label", "Что случилось?", "value", "a < b"),
              "for=\"t\"",
              ">a &lt; b</textarea>"),
          example(
              "visitor",
              Map.of(
                  "page",
                  ExamplePages.of(new Visitor("Мария Лебедева", "/desk", List.of(), "/sign-out"))),
              "href=\"/desk\">Мария Лебедева",
              "action=\"/sign-out\"",
              "Выйти",
              "name=\"_csrf\""),
          example("warningText", Map.of("text", "Не называйте код"), "Важно:", "Не называйте код"));

  @TestFactory
  Stream<DynamicTest> rendersWhatItMust() {
    return EXAMPLES.stream()
        .map(
            example ->
                dynamicTest(
                    example.component() + " " + example.holds().getFirst(),
                    () -> assertThat(render(example)).contains(example.holds())));
  }

  @Test
  void hasAnExampleOfEveryComponent() throws IOException {
    try (var folders = Files.list(Path.of("src/main/jte/components"))) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .allSatisfy(name -> assertThat(EXAMPLES).extracting(Example::component).contains(name));
    }
  }

  @Test
  void holdsNoInlineScriptOrStyle() {
    assertThat(EXAMPLES.stream().map(ComponentsTest::render))
        .allSatisfy(
            html ->
                assertThat(html)
                    .doesNotContainPattern(
                        "(?i)\\sstyle=|\\son[a-z]+=|<style|<script(?![^>]*\\ssrc=)"));
  }

  @Test
  void showsForeignTextAsText() {
    var html =
        render(
            example(
                "input",
                Map.of("name", "n", "label", "<i>x</i>", "value", "\"><script>alert(1)</script>")));

    assertThat(html)
        .doesNotContain("<i>", "<script>")
        .contains("&lt;i&gt;x&lt;/i&gt;", "&#34;>&lt;script>");
  }

  @Test
  void leavesOutWhatIsNotGiven() {
    var html = render(example("input", Map.of("name", "n", "label", "Номер")));

    assertThat(html)
        .doesNotContain("aria-describedby", "aria-invalid", "maxlength", "inputmode", "error");
  }

  private static Example example(String component, Map<String, Object> params, String... holds) {
    return new Example(component, params, List.of(holds));
  }

  private static String render(Example example) {
    var params = new HashMap<String, Object>(Map.of("page", PAGE));
    params.putAll(example.params());
    var output = new StringOutput();
    ENGINE.render("components/%1$s/%1$s.jte".formatted(example.component()), params, output);
    return output.toString();
  }

  private static FormErrors errors() {
    var errors = new FormErrors();
    errors.add("username", "access.sign-in.no-username");
    errors.add("username", "access.sign-in.wrong");
    return errors;
  }
}
