using Participatory.Platform.Calls;
using Participatory.Words;

namespace Participatory.Voting;

/// <summary>What is wrong with a file: the first faults one by one, the others as a number, so that the answer stays readable.</summary>
internal sealed class FaultList(string field)
{
    /// <summary>How many faults are named one by one.</summary>
    public const int Most = 100;

    private readonly List<(long Place, Reason Reason, Value[] Values)> faults = [];

    /// <summary>How many there are, named or not.</summary>
    public long Count { get; private set; }

    /// <summary>Notes a fault.</summary>
    /// <param name="place">Where in the file; faults are told in this order.</param>
    public void Add(long place, Reason reason, params Value[] values)
    {
        Count++;
        faults.Add((place, reason, values));
        if (faults.Count >= 2 * Most)
        {
            Sort();
            faults.RemoveRange(Most, faults.Count - Most);
        }
    }

    /// <summary>Refuses where anything was noted.</summary>
    /// <param name="all">What to say of the whole file; its sentence names {count}.</param>
    public void Check(Reason all)
    {
        if (Count == 0)
        {
            return;
        }

        Sort();
        var told = faults.Take(Most).Select(fault => new Fault(field, fault.Reason, fault.Values)).ToList();
        if (Count > told.Count)
        {
            told.Add(new Fault(field, VotingReasons.FaultsMore, [("count", Count - told.Count)]));
        }

        throw new Refusal(all, [("count", Count)], told);
    }

    private void Sort() =>
        faults.Sort((one, other) => (one.Place, one.Reason.Name).CompareTo((other.Place, other.Reason.Name)));
}
