using Grpc.Core;
using Participatory.Platform.Calls;

namespace Participatory.Voting.Roll;

/// <summary>
/// Keeps people from trying codes. Wrong ones are counted for each poll, for each source and for the first letters of the
/// code; when there have been too many, no further one is answered, right or wrong, until the quarter of an hour is over.
/// It is kept in memory: a count of who tried what is nothing to store.
/// </summary>
internal sealed class WrongCodes(TimeProvider clock)
{
    /// <summary>Wrong codes from one source, and with the same beginning.</summary>
    public const int MostOfOneKind = 10;

    /// <summary>Wrong codes of a whole poll. A code cannot be guessed by then either, so this is against load.</summary>
    public const int MostOfPoll = 10_000;

    /// <summary>The metadata in which the gateway says from where a call comes: a keyed hash, which it alone can make.</summary>
    public const string SourceHeader = "participatory-source";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private readonly Lock counting = new();
    private readonly Dictionary<(string PollId, char Kind, string Value), int> wrong = [];
    private long window = -1;

    /// <summary>From where a call comes; empty where the gateway did not say.</summary>
    public static string SourceOf(ServerCallContext context) =>
        context.RequestHeaders.GetValue(SourceHeader) is { Length: <= 64 } source ? source : "";

    /// <summary>Notes whether a code was right.</summary>
    /// <exception cref="Refusal">Too many wrong ones came before it; then it says nothing about this one.</exception>
    public void Check(string pollId, string source, VoterCode code, bool isRight)
    {
        lock (counting)
        {
            var now = clock.GetUtcNow().Ticks / Window.Ticks;
            if (now != window)
            {
                wrong.Clear();
                window = now;
            }

            var (ofPoll, ofSource, ofPrefix) = ((pollId, 'a', ""), (pollId, 's', source), (pollId, 'p', code.Text[..4]));
            if (Of(ofPoll) >= MostOfPoll || Of(ofSource) >= MostOfOneKind || Of(ofPrefix) >= MostOfOneKind)
            {
                throw new Refusal(VotingReasons.TooManyWrongCodes, field: "code");
            }

            if (!isRight)
            {
                wrong[ofPoll] = Of(ofPoll) + 1;
                wrong[ofSource] = Of(ofSource) + 1;
                wrong[ofPrefix] = Of(ofPrefix) + 1;
            }
        }

        int Of((string, char, string) kind) => wrong.GetValueOrDefault(kind);
    }
}
