package org.otklik.app.messages.sound;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.streamingaead.PredefinedStreamingAeadParameters;
import com.google.crypto.tink.streamingaead.StreamingAeadConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The key of the sound: a Tink keyset, so that it can be changed and old sound still be read. It
/// is given, or made at the first start in a file that only its owner may read. Without it all
/// sound is lost: it belongs in a backup, apart from the sound.
public final class SoundKey {
  private SoundKey() {}

  /// Reads the key.
  ///
  /// @param given as JSON, null or blank to read or make the file
  /// @throws IllegalStateException if it is none, or the file cannot be read or made
  public static StreamingAead open(@Nullable String given, Path file) {
    try {
      StreamingAeadConfig.register();
      var json = given == null || given.isBlank() ? fromFile(file) : given;
      return TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get())
          .getPrimitive(RegistryConfiguration.get(), StreamingAead.class);
    } catch (GeneralSecurityException _) { // its text might hold a part of the key
      throw new IllegalStateException(
          "The key of voice messages is no Tink keyset for streaming AEAD."
              + " Maybe OTKLIK_MESSAGES_KEY was cut off, or the file (%s) is damaged."
                  .formatted(file));
    } catch (IOException e) {
      throw new IllegalStateException(
          "The key of voice messages (%s) cannot be read or made.".formatted(file), e);
    }
  }

  private static String fromFile(Path file) throws IOException, GeneralSecurityException {
    if (!Files.exists(file)) {
      make(file);
    }
    return Files.readString(file);
  }

  /// Made beside and moved, so that a kill leaves a whole key or none.
  private static void make(Path file) throws IOException, GeneralSecurityException {
    var json =
        TinkJsonProtoKeysetFormat.serializeKeyset(
            KeysetHandle.generateNew(PredefinedStreamingAeadParameters.AES256_GCM_HKDF_4KB),
            InsecureSecretKeyAccess.get());
    Files.createDirectories(file.toAbsolutePath().getParent());
    var beside = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(beside);
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (var channel =
        FileChannel.open(
            beside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
      var bytes = ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
