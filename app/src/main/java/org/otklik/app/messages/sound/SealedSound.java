package org.otklik.app.messages.sound;

import com.google.crypto.tink.StreamingAead;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import org.otklik.app.messages.MessageId;

/// The sound of messages on the disk. A file is a row of pieces, each encrypted by itself and
/// forced to the disk before the next: `length (4 bytes) | streaming AEAD of the samples`. The
/// associated data are the message and the number of the piece, so that none can be exchanged,
/// moved or left out in the middle unseen. A piece that was half written when the process died ends
/// the sound.
public final class SealedSound {
  private static final int PIECE_BYTES_MAX = 1 << 16;
  private static final String ENDING = ".sound";

  private final Path folder;
  private final StreamingAead aead;

  /// @param folder made when the first message is written
  public SealedSound(Path folder, StreamingAead aead) {
    this.folder = folder.toAbsolutePath().normalize();
    this.aead = aead;
  }

  /// Begins the sound of a message.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException if it has some
  public Writing write(MessageId message) throws IOException {
    var file = file(message);
    Files.createDirectories(file.getParent());
    return new Writing(
        message, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  /// All samples that are there; none when there is no file.
  ///
  /// @throws IOException if the disk fails, or a whole piece is not what was written: it was
  ///   changed, or the key is another one
  public byte[] read(MessageId message) throws IOException {
    var samples = new ByteArrayOutputStream();
    if (!Files.exists(file(message))) {
      return samples.toByteArray();
    }
    var all = Files.readAllBytes(file(message)); // three minutes are 3 MB
    try (var pieces = new DataInputStream(new ByteArrayInputStream(all))) {
      for (var number = 0; pieces.available() > 0; number++) {
        var sealed = new byte[length(pieces)];
        pieces.readFully(sealed);
        samples.write(unseal(sealed, associated(message, number)));
      }
    } catch (EOFException _) {
      // half a piece: the process died while writing it
    }
    return samples.toByteArray();
  }

  /// Deletes the sound, if there is some.
  public void delete(MessageId message) throws IOException {
    Files.deleteIfExists(file(message));
  }

  /// Bytes that the disk has left.
  public long room() throws IOException {
    Files.createDirectories(folder);
    return Files.getFileStore(folder).getUsableSpace();
  }

  private static int length(DataInputStream pieces) throws IOException {
    var length = pieces.readInt();
    if (length <= 0 || length > PIECE_BYTES_MAX) {
      throw new IOException("A piece of sound cannot have (%d) bytes.".formatted(length));
    }
    return length;
  }

  private byte[] unseal(byte[] sealed, byte[] associated) throws IOException {
    try (var plain = aead.newDecryptingStream(new ByteArrayInputStream(sealed), associated)) {
      return plain.readAllBytes();
    } catch (GeneralSecurityException e) {
      throw new IOException("A piece of sound cannot be decrypted.", e);
    }
  }

  private byte[] seal(byte[] samples, byte[] associated) throws IOException {
    var sealed = new ByteArrayOutputStream();
    try (var stream = aead.newEncryptingStream(sealed, associated)) {
      stream.write(samples);
    } catch (GeneralSecurityException e) {
      throw new IOException("Sound cannot be encrypted.", e);
    }
    return sealed.toByteArray();
  }

  private static byte[] associated(MessageId message, int number) {
    return "messages|sound|%s|%d"
        .formatted(message.value(), number)
        .getBytes(StandardCharsets.UTF_8);
  }

  /// The last digits of the id are random: 256 folders of equal size.
  private Path file(MessageId message) {
    var name = message.value().toString();
    return folder.resolve(name.substring(name.length() - 2)).resolve(name + ENDING);
  }

  /// Sound that is being written. One thread at a time.
  public final class Writing implements AutoCloseable {
    private final MessageId message;
    private final FileChannel file;
    private int pieces;

    private Writing(MessageId message, FileChannel file) {
      this.message = message;
      this.file = file;
    }

    /// Appends samples; when it returns they are on the disk.
    public void append(byte[] samples) throws IOException {
      var sealed = seal(samples, associated(message, pieces));
      var piece = ByteBuffer.allocate(Integer.BYTES + sealed.length);
      piece.putInt(sealed.length).put(sealed).flip();
      while (piece.hasRemaining()) {
        file.write(piece);
      }
      file.force(false);
      pieces++;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
