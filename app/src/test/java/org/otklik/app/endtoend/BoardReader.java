package org.otklik.app.endtoend;

import java.util.List;
import java.util.regex.Pattern;
import org.otklik.app.access.DemoAccounts;
import org.otklik.app.testing.Http;

/// What the supervisor reads off the board: numbers by their last two digits, as it shows no more
/// of those who wait.
final class BoardReader {
  /// At the beginning of a cell: the button of the row names it again.
  private static final Pattern NUMBER = Pattern.compile(">\\+[7*][\\d*]{8}(\\d\\d)\\b");

  /// What the board puts between the groups of a number.
  private static final Pattern BETWEEN_DIGITS = Pattern.compile("(?<=\\d)[ -](?=\\d)");

  private final Http http;

  private BoardReader(Http http) {
    this.http = http;
  }

  /// Signs in as the supervisor.
  static BoardReader open(Centre centre) {
    var http = new Http(centre.httpPort());
    http.signIn("supervisor1", DemoAccounts.PASSWORD);
    return new BoardReader(http);
  }

  /// Those who wait, in the order of the board.
  List<String> waiting() {
    return numbers("waiting");
  }

  /// Those who are to be called back.
  List<String> toCallBack() {
    return numbers("call-back");
  }

  private List<String> numbers(String table) {
    var figures = http.get("/board/now");
    if (figures.status() != 200) {
      throw new AssertionError("The board answers " + figures.status());
    }
    var rows =
        Pattern.compile("id=\"" + table + "\".*?</table>", Pattern.DOTALL).matcher(figures.body());
    return rows.find()
        ? NUMBER
            .matcher(BETWEEN_DIGITS.matcher(rows.group()).replaceAll(""))
            .results()
            .map(found -> found.group(1))
            .toList()
        : List.of();
  }
}
