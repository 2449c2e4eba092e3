package org.otklik.app.telephony.media.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.otklik.wire.rtp.G711;

/// A stereo WAV file, 8 kHz, 16 bits, that grows. Its header is rewritten after each block, so that
/// whatever happens it describes what is there. One thread owns it.
final class WavFile implements GrowingSound {

  /// Bytes of the header.
  static final int HEADER_BYTES = 44;

  /// Bytes of one sample of both channels.
  static final int SAMPLE_BYTES = 4;

  private static final short PCM = 1;
  private static final short CHANNELS = 2;

  private final FileChannel file;
  private final ByteBuffer header =
      ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

  private int bytes;

  /// Takes an open file, written from its start.
  WavFile(FileChannel file) {
    this.file = file;
  }

  /// Makes a new file, and its folder if need be.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException if there is one: nothing is written over
  static WavFile create(Path path) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    return new WavFile(
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  @Override
  public void append(ByteBuffer samples) throws IOException {
    var length = samples.remaining();
    writeFully(samples, HEADER_BYTES + bytes);
    bytes += length;
    writeHeader();
  }

  @Override
  public int length() {
    return bytes / SAMPLE_BYTES;
  }

  @Override
  public void truncate() throws IOException {
    file.truncate(bytes == 0 ? 0 : HEADER_BYTES + bytes);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void writeHeader() throws IOException {
    header.clear();
    header.put(ascii("RIFF")).putInt(HEADER_BYTES - 8 + bytes).put(ascii("WAVEfmt ")).putInt(16);
    header.putShort(PCM).putShort(CHANNELS).putInt(G711.RATE).putInt(G711.RATE * SAMPLE_BYTES);
    header.putShort((short) SAMPLE_BYTES).putShort((short) 16).put(ascii("data")).putInt(bytes);
    writeFully(header.flip(), 0);
  }

  private void writeFully(ByteBuffer from, long position) throws IOException {
    var at = position;
    while (from.hasRemaining()) {
      at += file.write(from, at);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
