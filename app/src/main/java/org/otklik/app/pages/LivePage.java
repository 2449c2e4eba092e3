package org.otklik.app.pages;

import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;

/// Sends to one page in order, on a thread of its own, so that a page on a poor link never holds up
/// those who tell it something. A page that is further behind than the limit is closed: it comes
/// back and is told the present state. So is one on whose connection nothing is sent or received
/// for [#IDLE_MAX]: pages renew every 5 s, so it is a page that is no more.
public final class LivePage implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LivePage.class);
  private static final int UNSENT_MAX = 256;

  /// For so long a connection may be silent.
  static final Duration IDLE_MAX = Duration.ofSeconds(60);

  /// The end of what is to be sent; a message is never empty.
  private static final String END = "";

  private final WebSocketSession session;
  private final BlockingQueue<String> unsent = new ArrayBlockingQueue<>(UNSENT_MAX);
  private final Thread sender;

  /// Nothing is sent before `open`.
  public LivePage(WebSocketSession session) {
    this.session = session;
    this.sender = Thread.ofVirtual().name("page-" + session.getId()).unstarted(this::sendAll);
  }

  /// Begins to send.
  public void open() {
    if (session instanceof NativeWebSocketSession connection
        && connection.getNativeSession() instanceof Session container) {
      container.setMaxIdleTimeout(IDLE_MAX.toMillis());
    }
    sender.start();
  }

  /// Sends after what was sent before; returns at once.
  public void send(String text) {
    if (!unsent.offer(text)) {
      LOG.warn("page too far behind session={} unsentMax={}", session.getId(), UNSENT_MAX);
      close();
    }
  }

  private void sendAll() {
    try {
      for (var text = unsent.take(); !text.equals(END) && session.isOpen(); text = unsent.take()) {
        session.sendMessage(new TextMessage(text));
      }
    } catch (InterruptedException e) {
      LOG.debug("page closed before all was sent session={}", session.getId());
    } catch (IOException | IllegalStateException e) {
      LOG.debug("page gone session={}", session.getId(), e);
    } finally {
      closeSession();
    }
  }

  private void closeSession() {
    try {
      session.close(CloseStatus.NORMAL);
    } catch (IOException e) {
      LOG.debug("page gone session={}", session.getId(), e);
    }
  }

  /// Sends what is left, the last words (`replaced`) too, and closes the connection. An interrupt
  /// in the middle of a sending would break them off.
  @Override
  public void close() {
    if (!unsent.offer(END)) {
      sender.interrupt();
    }
  }
}
