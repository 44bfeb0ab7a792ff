using System.Text;
using Participatory.Platform.Calls;

namespace Participatory.Proposals.Rounds;

/// <summary>
/// How much of what was changed is kept with a round. All of it is read with the round, in one message, so there is an end to it.
/// </summary>
internal static class RoundChanges
{
    /// <summary>Bytes of the words of earlier changes of one kind: dates, or words.</summary>
    internal const int MostBytes = 512 * 1024;

    /// <summary>Refuses one more where there are that many. Pure.</summary>
    /// <param name="words">Everything that earlier changes say.</param>
    /// <exception cref="Refusal">There is no room for another.</exception>
    public static void CheckRoom(IEnumerable<string> words)
    {
        if (words.Sum(Encoding.UTF8.GetByteCount) >= MostBytes)
        {
            throw new Refusal(ProposalsReasons.ChangedTooOften);
        }
    }
}
