package org.otklik.app.desktop.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

  @Test
  void quotesWhatWouldBreakALine() {
    assertThat(Csv.line("a", "b,c", "d\"e", "f\ng", ""))
        .isEqualTo("a,\"b,c\",\"d\"\"e\",\"f\ng\",\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+7", "-2", "@SUM(A1)", "\tx", "\rx"})
  void noFieldBeginsAFormula(String text) {
    assertThat(Csv.line(text)).matches("\"?'(?s:.*)\r\n");
  }

  @Test
  void beginsWithTheMarkThatExcelNeeds() {
    assertThat(Csv.MARK).isEqualTo("\uFEFF");
  }
}
