using System.Runtime.CompilerServices;

namespace Participatory.Counting.Rules.Shares;

/// <summary>
/// Of the supporters of each project those who may have money left. Who has none never has any again, so they can be left out until <see cref="Reset"/>; that is done when it is
/// worth its while, so that some with nothing may still be among them.
/// </summary>
internal sealed class SupportersWithMoney
{
    private readonly Supporters supporters;
    private readonly long[] money;
    private readonly int[] counts;
    private readonly long[] leftOutAt;
    private readonly bool[] isOriginal;
    private int[] groups = [];
    private int[] times = [];
    private long[] utilities = [];
    private readonly long voters;

    /// <param name="supporters">The groups of voters.</param>
    /// <param name="money">What each group's voters have; 0 for nothing.</param>
    public SupportersWithMoney(Supporters supporters, long[] money)
    {
        this.supporters = supporters;
        this.money = money;
        counts = new int[supporters.Voters.Length];
        voters = supporters.Election.BallotCount;
        leftOutAt = new long[counts.Length];
        isOriginal = new bool[counts.Length];
    }

    /// <summary>How many voters gave all they had so far. To be raised by whoever takes it from them.</summary>
    public long Emptied { get; set; }

    /// <summary>Begins anew with all supporters.</summary>
    /// <param name="emptied">How many voters have nothing now.</param>
    public void Reset(long emptied)
    {
        Emptied = emptied;
        leftOutAt.AsSpan().Clear();
        isOriginal.AsSpan().Fill(true);
    }

    /// <summary>The groups, how many of each support the project, and (when weighted) how much they like the project.</summary>
    public ReadOnlySpan<int> Of(int project, out ReadOnlySpan<int> cast, out ReadOnlySpan<long> worth)
    {
        // When, since the last time, one in eight of those who had money has lost it.
        if ((Emptied - leftOutAt[project]) * 8 > voters - leftOutAt[project])
        {
            leftOutAt[project] = Emptied;
            LeaveOut(project);
        }

        if (isOriginal[project])
        {
            cast = supporters.TimesOf(project);
            worth = supporters.UtilitiesOf(project);
            return supporters.Of(project);
        }

        var (start, _) = supporters.PlacesOf(project);
        cast = times.AsSpan(start, counts[project]);
        worth = supporters.IsWeighted ? utilities.AsSpan(start, counts[project]) : [];
        return groups.AsSpan(start, counts[project]);
    }

    private void LeaveOut(int project)
    {
        if (groups.Length == 0)
        {
            groups = new int[supporters.Count];
            times = new int[supporters.Count];
            utilities = supporters.IsWeighted ? new long[supporters.Count] : [];
        }

        var (start, length) = supporters.PlacesOf(project);
        var was = isOriginal[project];
        var fromGroups = was ? supporters.Of(project) : groups.AsSpan(start, counts[project]);
        var fromTimes = was ? supporters.TimesOf(project) : times.AsSpan(start, counts[project]);
        var fromUtilities = !supporters.IsWeighted ? [] : was ? supporters.UtilitiesOf(project) : utilities.AsSpan(start, counts[project]);
        counts[project] = fromUtilities.IsEmpty
            ? Keep(fromGroups, fromTimes, groups.AsSpan(start, length), times.AsSpan(start, length))
            : Keep(fromGroups, fromTimes, fromUtilities, start);
        isOriginal[project] = false;
    }

    // Every place is written and only then is it said whether it counts: without a branch that the processor would guess wrongly.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Keep(ReadOnlySpan<int> fromGroups, ReadOnlySpan<int> fromTimes, Span<int> toGroups, Span<int> toTimes)
    {
        var has = money;
        var kept = 0;
        for (var i = 0; i < fromGroups.Length && i < fromTimes.Length; i++)
        {
            var group = fromGroups[i];
            toGroups[kept] = group;
            toTimes[kept] = fromTimes[i];
            kept += (int)((ulong)-has[group] >> 63);
        }

        return kept;
    }

    private int Keep(ReadOnlySpan<int> fromGroups, ReadOnlySpan<int> fromTimes, ReadOnlySpan<long> fromUtilities, int start)
    {
        var kept = 0;
        for (var i = 0; i < fromGroups.Length; i++)
        {
            var group = fromGroups[i];
            groups[start + kept] = group;
            times[start + kept] = fromTimes[i];
            utilities[start + kept] = fromUtilities[i];
            kept += money[group] > 0 ? 1 : 0;
        }

        return kept;
    }
}
