package org.otklik.app.telephony.media;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Carries the sound of calls. A leg is one end: a telephone (RTP, plain or secured), or a browser
/// (WebRTC) of an operator or a citizen. Legs of one group can be connected, hear prompts and
/// music, and be recorded.
///
/// What a leg hears is the first of these that there is: digits sent to it, its playlist, the music
/// of hold, music, the leg it is connected with, silence.
///
/// All methods may be called from any thread and return at once; commands of one thread for one
/// group happen in the order of its calls. A command for a leg that is gone does nothing. Callbacks
/// come on threads of the plane: hand the fact over and return, never wait in one.
public interface MediaPlane {

  /// Opens a telephone's leg from its offer (RFC 3264). It carries sound after [#begin].
  Negotiated openPlain(MediaGroup group, String offer, Telephone telephone, LegListener listener);

  /// Opens a telephone's leg with an offer of ours, for a call that we make and for an INVITE
  /// without an offer; it carries sound after [#accept] and [#begin]. It is secured unless the
  /// telephone's secrecy is off.
  Negotiated offerPlain(MediaGroup group, Telephone telephone, LegListener listener);

  /// Opens a leg from a browser's offer; [LegListener#connected] tells when it carries sound.
  Negotiated openBrowser(MediaGroup group, String offer, Party party, LegListener listener);

  /// Answers a new offer on a leg. A telephone may hold, resume, change its address or codec. A
  /// browser may restart ICE; or its page was loaded anew and everything below is new: the leg
  /// stays the same, with whom it is connected and what it hears.
  Negotiated renegotiate(LegId leg, String offer);

  /// Repeats our description of a telephone's leg as a new offer, as session timers need it.
  Negotiated offerAgain(LegId leg);

  /// Takes the answer to an offer of ours.
  ///
  /// @return why the answer is no good; the leg stays as it was
  Optional<MediaRefusal> accept(LegId leg, String answer);

  /// The call of a telephone's leg stands: its answer was acknowledged. Before that nothing is sent
  /// to the telephone, nothing that comes to the leg's port is believed, and its silence counts for
  /// nothing. A browser's leg needs no beginning.
  void begin(LegId leg);

  /// Carries sound to a telephone whose call is not answered yet; [#begin] follows when it is. Its
  /// silence does not end the call as long as it was never heard, but it ends the sound to it.
  ///
  /// @param reached whether signalling has proved that the telephone hears us; else it is sent
  ///   sound only when it has proved that by sound of its own
  void beginEarly(LegId leg, boolean reached);

  /// Lets two legs of one group hear each other. Each leaves whom it was connected with; playlists
  /// and music of both stop; what was on hold is resumed.
  ///
  /// @throws IllegalArgumentException if the legs are of different groups
  void connect(LegId one, LegId other);

  /// Decides at once who hears whom among several legs of one group: each key hears the legs that
  /// it is given, mixed, and nobody else. Two that hear just each other are connected as by
  /// [#connect]. Playlists, music and hold of all keys end; keys pressed on them are not passed on.
  /// One leg hears at most four.
  ///
  /// @throws IllegalArgumentException if the legs are of different groups
  void bridge(Map<LegId, Set<LegId>> hearing);

  /// Ends the connection, or what the leg hears of others; the legs stay open and hear silence.
  void disconnect(LegId leg);

  /// Lets the leg hear music instead of whom it is connected with, and nobody hear it.
  void hold(LegId leg, Sound music);

  /// Ends hold.
  void resume(LegId leg);

  /// Decides whether others hear the leg.
  void mute(LegId leg, boolean muted);

  /// Plays sounds one after the other without a gap; a playlist that was playing is stopped. Starts
  /// when the leg carries sound.
  void play(LegId leg, List<Sound> sounds, Consumer<PlayEnd> ended);

  /// Plays music over and over until the leg is connected or stopped. A playlist interrupts it. The
  /// same music goes on from where the leg last heard it.
  void music(LegId leg, Sound music);

  /// Stops playlist and music.
  void stop(LegId leg);

  /// Presses keys (0–9, `*`, `#`, A–D) for the leg to hear, as RFC 4733 events. A leg without such
  /// events hears nothing; keys beyond 32 that wait are dropped.
  ///
  /// @throws IllegalArgumentException if a character is on no telephone
  void sendDigits(LegId leg, String digits);

  /// Records into a new stereo WAV file, 8 kHz, 16 bits: left what the leg says, right what it
  /// hears of whom it is connected with. Prompts, music, and keys pressed by the leg are left out.
  /// The file is valid at each moment and at most 1 s behind. If the file cannot be written the
  /// recording ends, never the call. One recording a leg: another one ends the first.
  void record(LegId leg, Path file, Consumer<RecordingEnd> ended);

  /// Hands over what the leg says, as it would be recorded. It counts as the leg's one recording.
  ///
  /// @return ends it; does nothing when it has ended
  Runnable take(LegId leg, SoundTaker taker);

  /// Ends the recording, if there is one.
  void stopRecording(LegId leg);

  /// Counters of a leg; empty if it is gone. Not for a media thread of another group.
  Optional<LegStatistics> statistics(LegId leg);

  /// Closes the leg and frees its ports. Its playlist, connection and recording end.
  void close(LegId leg);
}
