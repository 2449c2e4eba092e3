package org.otklik.app.messages.sound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.app.messages.MessageId;

/// The sound of messages on the disk.
final class SealedSoundTest {
  private static final MessageId MESSAGE = new MessageId(new UUID(1, 0xab));
  private static final MessageId OTHER = new MessageId(new UUID(2, 0xab));
  private static final byte[] FIRST = piece(1);
  private static final byte[] SECOND = piece(2);

  @TempDir private Path folder;
  private SealedSound sound;

  @BeforeEach
  void inAFolderOfItsOwn() {
    sound = sound(folder.resolve("key"));
  }

  @Test
  void readsWhatWasWritten() throws IOException {
    write(MESSAGE, FIRST, SECOND);

    assertThat(sound.read(MESSAGE)).isEqualTo(joined(FIRST, SECOND));
    assertThat(sound(folder.resolve("key")).read(MESSAGE)).isEqualTo(joined(FIRST, SECOND));
  }

  @Test
  void hidesTheSound() throws IOException {
    write(MESSAGE, FIRST);

    var onDisk = new String(Files.readAllBytes(file(MESSAGE)), ISO_8859_1);

    assertThat(onDisk).doesNotContain(new String(Arrays.copyOf(FIRST, 16), ISO_8859_1));
  }

  @Test
  void keepsAllPiecesButTheOneHalfWritten() throws IOException {
    write(MESSAGE, FIRST, SECOND);
    var whole = Files.readAllBytes(file(MESSAGE));

    for (int cut = 1; cut < whole.length / 2; cut += 97) {
      Files.write(file(MESSAGE), Arrays.copyOf(whole, whole.length - cut));

      assertThat(sound.read(MESSAGE)).as("cut by %d", cut).isEqualTo(FIRST);
    }
  }

  @Test
  void refusesWhatWasChanged() throws IOException {
    write(MESSAGE, FIRST, SECOND);
    var bytes = Files.readAllBytes(file(MESSAGE));
    bytes[bytes.length / 4]++;
    Files.write(file(MESSAGE), bytes);

    assertThatThrownBy(() -> sound.read(MESSAGE)).isInstanceOf(IOException.class);
  }

  @Test
  void refusesTheSoundOfAnotherMessage() throws IOException {
    write(MESSAGE, FIRST);
    write(OTHER, SECOND);
    Files.copy(file(OTHER), file(MESSAGE), REPLACE_EXISTING);

    assertThatThrownBy(() -> sound.read(MESSAGE)).isInstanceOf(IOException.class);
  }

  @Test
  void refusesAPieceThatStandsInAnothersPlace() throws IOException {
    write(MESSAGE, FIRST, SECOND);
    var bytes = Files.readAllBytes(file(MESSAGE));
    var half = bytes.length / 2;
    Files.write(
        file(MESSAGE),
        joined(Arrays.copyOfRange(bytes, half, bytes.length), Arrays.copyOf(bytes, half)));

    assertThatThrownBy(() -> sound.read(MESSAGE)).isInstanceOf(IOException.class);
  }

  @Test
  void cannotBeReadWithAnotherKey() throws IOException {
    write(MESSAGE, FIRST);

    assertThatThrownBy(() -> sound(folder.resolve("other")).read(MESSAGE))
        .isInstanceOf(IOException.class);
  }

  @Test
  void makesAKeyThatOnlyItsOwnerMayRead() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void takesAKeyThatIsGiven() throws IOException {
    write(MESSAGE, FIRST);
    var given = Files.readString(folder.resolve("key"));
    var elsewhere = folder.resolve("elsewhere");

    var other = new SealedSound(folder.resolve("sound"), SoundKey.open(given, elsewhere));

    assertThat(other.read(MESSAGE)).isEqualTo(FIRST);
    assertThat(elsewhere).doesNotExist();
  }

  @Test
  void refusesAKeyThatIsNone() {
    assertThatThrownBy(() -> SoundKey.open("secret", folder.resolve("none")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("OTKLIK_MESSAGES_KEY")
        .hasMessageNotContaining("secret");
  }

  @Test
  void hasNoneOfAMessageThatWasDeleted() throws IOException {
    write(MESSAGE, FIRST);

    sound.delete(MESSAGE);

    assertThat(sound.read(MESSAGE)).isEmpty();
  }

  private SealedSound sound(Path key) {
    return new SealedSound(folder.resolve("sound"), SoundKey.open(null, key));
  }

  private void write(MessageId message, byte[]... pieces) throws IOException {
    try (var writing = sound.write(message)) {
      for (var piece : pieces) {
        writing.append(piece);
      }
    }
  }

  private Path file(MessageId message) {
    return folder.resolve("sound").resolve("ab").resolve(message.value() + ".sound");
  }

  private static byte[] piece(int first) {
    var piece = new byte[3_200];
    for (int i = 0; i < piece.length; i++) {
      piece[i] = (byte) (first + i);
    }
    return piece;
  }

  private static byte[] joined(byte[]... pieces) throws IOException {
    var all = new ByteArrayOutputStream();
    for (var piece : pieces) {
      all.write(piece);
    }
    return all.toByteArray();
  }
}
