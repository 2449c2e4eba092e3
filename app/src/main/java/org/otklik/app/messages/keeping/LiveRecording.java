package org.otklik.app.messages.keeping;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.otklik.app.messages.MessageRecording;
import org.otklik.app.messages.Messages;
import org.otklik.app.messages.sound.Loudness;
import org.otklik.app.messages.sound.SealedSound;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A message while its caller speaks. Guarded by itself.
final class LiveRecording implements MessageRecording {
  private static final Logger LOG = LoggerFactory.getLogger(LiveRecording.class);

  private final SealedSound.Writing sound;
  private final Loudness loudness = new Loudness();
  private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
  private final CompletableFuture<Boolean> kept = new CompletableFuture<>();

  /// @param settled told once whether it is kept, and how long it is
  LiveRecording(SealedSound.Writing sound, BiConsumer<Boolean, Duration> settled) {
    this.sound = sound;
    var _ = ended.thenAcceptBoth(kept, (_, wanted) -> settled.accept(wanted, length()));
  }

  @Override
  public synchronized boolean take(byte[] samples) throws IOException {
    if (ended.isDone() || !kept.getNow(true)) {
      throw new IOException("The message is not wanted any more.");
    }
    sound.append(samples);
    loudness.add(samples);
    return loudness.silence().compareTo(Messages.SILENCE) < 0
        && loudness.length().compareTo(Messages.LENGTH_MAX) < 0;
  }

  @Override
  public void ended() {
    synchronized (this) {
      close();
    }
    ended.complete(null);
  }

  @Override
  public synchronized boolean hasSpeech() {
    return loudness.hasSpeech();
  }

  @Override
  public void keep() {
    kept.complete(true);
  }

  @Override
  public void drop() {
    kept.complete(false);
  }

  private synchronized Duration length() {
    return loudness.length();
  }

  private void close() {
    try {
      sound.close();
    } catch (IOException e) {
      LOG.warn("the file of a message could not be closed", e);
    }
  }
}
