using Participatory.Platform.Calls;

namespace Participatory.Voting;

/// <summary>What is wrong with a file: the first faults one by one, the others as a number, so that the answer stays readable.</summary>
internal sealed class FaultList(string field)
{
    /// <summary>How many faults are named one by one.</summary>
    public const int Most = 100;

    private readonly List<(long Place, string Sentence)> faults = [];

    /// <summary>How many there are, named or not.</summary>
    public long Count { get; private set; }

    /// <summary>Notes a fault.</summary>
    /// <param name="place">Where in the file; faults are told in this order.</param>
    public void Add(long place, string sentence)
    {
        Count++;
        faults.Add((place, sentence));
        if (faults.Count >= 2 * Most)
        {
            faults.Sort();
            faults.RemoveRange(Most, faults.Count - Most);
        }
    }

    /// <summary>Refuses where anything was noted.</summary>
    /// <param name="thing">What one fault is in, for example "line".</param>
    public void Check(string thing)
    {
        if (Count == 0)
        {
            return;
        }

        faults.Sort();
        var told = faults.Take(Most).Select(fault => new FieldFault(field, fault.Sentence)).ToList();
        if (Count > told.Count)
        {
            told.Add(new FieldFault(field, $"and {Count - told.Count:N0} more."));
        }

        throw new Refusal(
            Reasons.InvalidRequest,
            Count == 1
                ? $"One {thing} needs another look; nothing has been brought in yet. {faults[0].Sentence}"
                : $"{Count:N0} {thing}s need another look; nothing has been brought in yet. Please put them right and send the file again.",
            told);
    }
}
