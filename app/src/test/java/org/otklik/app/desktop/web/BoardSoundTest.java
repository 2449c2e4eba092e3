package org.otklik.app.desktop.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.access.Role;
import org.otklik.app.access.SessionId;
import org.otklik.app.access.SignedOut;
import org.otklik.app.dispatch.Presence;
import org.otklik.app.dispatch.Presences;
import org.otklik.app.dispatch.Teamwork;
import org.otklik.app.telephony.OfferRefused;
import org.otklik.app.telephony.OperatorLines;
import org.otklik.engine.routing.OperatorId;

class BoardSoundTest {
  private static final AccountId PERSON = new AccountId(new UUID(0, 1));
  private static final SessionId HERE = new SessionId(new UUID(1, 1));
  private static final CurrentAccount SUPERVISOR =
      new CurrentAccount(PERSON, HERE, "Ольга", Set.of(Role.SUPERVISOR, Role.OPERATOR));

  private final List<String> asked = new ArrayList<>();
  private @Nullable Presence presence;
  private final BoardSound sound =
      new BoardSound(told(OperatorLines.class), told(Presences.class), told(Teamwork.class));

  @Test
  void somebodyOnShiftKeepsTheLineOfTheDesk() {
    presence =
        new Presence(
            new OperatorId(PERSON.value()), Presence.State.READY, Instant.EPOCH, null, null, null);

    assertThat(sound.mayListen(SUPERVISOR)).isFalse();
    assertThatThrownBy(() -> sound.open(SUPERVISOR, "offer")).isInstanceOf(OfferRefused.class);
    sound.close(SUPERVISOR);
    assertThat(asked).containsExactly("leave");
  }

  @Test
  void listeningEndsWithTheSessionThatBeganIt() {
    assertThat(sound.open(SUPERVISOR, "offer")).isEqualTo("answer");

    sound.on(new SignedOut(PERSON, new SessionId(new UUID(1, 2))));
    assertThat(asked).containsExactly("open");
    sound.on(new SignedOut(PERSON, HERE));

    assertThat(asked).containsExactly("open", "leave", "close");
  }

  private <T> T told(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, _) -> {
              if (method.getName().equals("find")) {
                return Optional.ofNullable(presence);
              }
              asked.add(method.getName());
              return method.getReturnType() == String.class ? "answer" : null;
            }));
  }
}
