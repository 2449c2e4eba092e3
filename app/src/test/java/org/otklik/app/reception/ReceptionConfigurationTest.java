package org.otklik.app.reception;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ShortBuffer;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.otklik.app.dispatch.Gone;
import org.otklik.app.dispatch.Topics;
import org.otklik.app.telephony.CallArrived;
import org.otklik.app.telephony.CallEnded;
import org.otklik.app.telephony.CallId;
import org.otklik.app.telephony.DigitPressed;
import org.otklik.app.telephony.Sounds;
import org.otklik.engine.routing.TopicId;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/// Reception as the product puts it together: settings, events, life cycle.
final class ReceptionConfigurationTest {

  private final FakeCalls phone = new FakeCalls();
  private final FakeDispatch desk = new FakeDispatch();

  private final ApplicationContextRunner product =
      new ApplicationContextRunner()
          .withUserConfiguration(ReceptionConfiguration.class)
          .withBean(FakeCalls.class, () -> phone)
          .withBean(FakeDispatch.class, () -> desk)
          .withBean(FakeCallbacks.class, FakeCallbacks::new)
          .withBean(FakeMessages.class, FakeMessages::new)
          .withBean(Topics.class, KnownTopics::new)
          .withBean(Sounds.class, AllSounds::new)
          .withBean(Clock.class, () -> Clock.fixed(Examples.NOON, ZoneOffset.UTC));

  @Test
  void hearsWhatTelephonyTells() {
    var call = new CallId(new UUID(1, 1));

    product.run(
        context -> {
          context.publishEvent(arrival(call, "115"));
          context.publishEvent(new DigitPressed(call, '1'));
          phone.finish();
          context.publishEvent(new DigitPressed(call, '3'));

          assertThat(desk.requests)
              .singleElement()
              .satisfies(request -> assertThat(request.topic()).isEqualTo(Examples.CARS));
          context.publishEvent(new CallEnded(call, CallEnded.Cause.CITIZEN));
          assertThat(desk.gone).containsExactly(Gone.HUNG_UP);
        });
  }

  @Test
  void takesItsLinesAndLimitFromTheEnvironment() {
    product
        .withPropertyValues(
            "otklik.reception.conversations-max=1",
            "otklik.reception.lines.122.languages=en",
            "otklik.reception.lines.122.topics=other",
            "otklik.reception.lines.122.open-topic=other")
        .run(
            context -> {
              var lines = context.getBean(Lines.class);

              assertThat(lines.find("122").orElseThrow().languages())
                  .containsExactly(VoiceLanguage.EN);
              assertThat(lines.find("115")).isPresent();
              context.publishEvent(arrival(new CallId(new UUID(1, 1)), "122"));
              context.publishEvent(arrival(new CallId(new UUID(1, 2)), "122"));
              assertThat(phone.log).containsExactly("answer", "play", "refuse BUSY");
            });
  }

  @Test
  void doesNotStartWithALineThatCannotBeUsed() {
    product
        .withPropertyValues("otklik.reception.lines.115.topics=taxes")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("115.topics: there is no topic \"taxes\""));
  }

  @Test
  void doesNotStartWithALineThatOffersATopicOfExperts() {
    product
        .withPropertyValues("otklik.reception.lines.115.open-topic=law")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("115.open-topic: there is no topic \"law\""));
  }

  @Test
  void runsWithTheProduct() {
    product.run(context -> assertThat(context.getBean(FrontDoor.class).isRunning()).isTrue());
  }

  private static CallArrived arrival(CallId call, String line) {
    return new CallArrived(call, line, null, null, null, null, Examples.NOON);
  }

  private static final class KnownTopics implements Topics {
    private static final List<String> IDS = List.of("passport", "benefits", "cars", "other", "law");

    @Override
    public List<Topic> all() {
      return IDS.stream()
          .map(id -> new Topic(new TopicId(id), Map.of(), id.equals("law")))
          .toList();
    }

    @Override
    public Optional<Topic> find(TopicId id) {
      return all().stream().filter(topic -> topic.id().equals(id)).findFirst();
    }
  }

  private static final class AllSounds implements Sounds {
    @Override
    public boolean has(String name) {
      return true;
    }

    @Override
    public ShortBuffer samples(String name) {
      return ShortBuffer.allocate(1);
    }
  }
}
