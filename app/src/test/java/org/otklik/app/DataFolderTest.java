package org.otklik.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataFolderTest {

  @TempDir private Path parent;

  @Test
  void isMadeForItsOwnerOnly() throws IOException {
    try (var folder = DataFolder.open(parent.resolve("data"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void isHeldByOneAtATime() throws IOException {
    try (var _ = DataFolder.open(parent)) {
      assertThatThrownBy(() -> DataFolder.open(parent))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("OTKLIK_DATA");
    }

    DataFolder.open(parent).close();
  }

  @Test
  void mustBeWritable() throws IOException {
    var file = Files.createFile(parent.resolve("file"));

    assertThatThrownBy(() -> DataFolder.open(file.resolve("data")))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("OTKLIK_DATA");
  }
}
