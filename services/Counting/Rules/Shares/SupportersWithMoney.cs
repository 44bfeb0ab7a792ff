using System.Runtime.CompilerServices;

namespace Participatory.Counting.Rules.Shares;

/// <summary>
/// Of the supporters of each project those who have money left. Who has none never has any again, and is left out from the next time they
/// are asked for until <see cref="Reset"/>.
/// </summary>
internal sealed class SupportersWithMoney
{
    private readonly Supporters supporters;
    private readonly long[] money;
    private readonly long[] held;
    private readonly int[] counts;
    private readonly long[] leftOutAt;
    private readonly bool[] isOriginal;
    private int[] groups = [];
    private int[] times = [];
    private long[] utilities = [];

    /// <param name="supporters">The groups of voters.</param>
    /// <param name="money">What each group's voters have; 0 for nothing.</param>
    public SupportersWithMoney(Supporters supporters, long[] money)
    {
        this.supporters = supporters;
        this.money = money;
        counts = new int[supporters.Voters.Length];
        leftOutAt = new long[counts.Length];
        isOriginal = new bool[counts.Length];
        held = new long[Enumerable.Range(0, counts.Length).Select(project => supporters.PlacesOf(project).Length).DefaultIfEmpty().Max()];
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

    /// <summary>The supporters who had money left when it was last asked what they have.</summary>
    /// <param name="project">The project.</param>
    /// <param name="cast">How many of each group support it.</param>
    /// <param name="worth">How much they like it; empty when not weighted.</param>
    public ReadOnlySpan<int> Of(int project, out ReadOnlySpan<int> cast, out ReadOnlySpan<long> worth)
    {
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

    /// <summary>
    /// What the supporters with money left have, behind each other: memory is slow where it is looked at here and there, and the search for
    /// a share looks several times. It stays until
    /// the next time somebody asks.
    /// </summary>
    /// <param name="project">The project.</param>
    /// <param name="cast">How many of each group support it.</param>
    /// <param name="worth">How much they like it; empty when not weighted.</param>
    public ReadOnlySpan<long> MoneyOf(int project, out ReadOnlySpan<int> cast, out ReadOnlySpan<long> worth)
    {
        if (Emptied == leftOutAt[project])
        {
            return Collect(Of(project, out cast, out worth));
        }

        leftOutAt[project] = Emptied;
        LeaveOut(project);
        Of(project, out cast, out worth);
        return held.AsSpan(0, counts[project]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ReadOnlySpan<long> Collect(ReadOnlySpan<int> from)
    {
        var (has, to) = (money, held);
        for (var i = 0; i < from.Length && i < to.Length; i++)
        {
            to[i] = has[from[i]];
        }

        return to.AsSpan(0, from.Length);
    }

    // Every place is written and only then is it said whether it counts: without a branch that the processor would guess wrongly.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void LeaveOut(int project)
    {
        if (groups.Length == 0)
        {
            groups = new int[supporters.Count];
            times = new int[supporters.Count];
            utilities = supporters.IsWeighted ? new long[supporters.Count] : [];
        }

        var from = Of(project, out var fromTimes, out var fromUtilities);
        var (start, length) = supporters.PlacesOf(project);
        var toGroups = groups.AsSpan(start, length);
        var toTimes = times.AsSpan(start, length);
        var (has, toHeld, kept) = (money, held, 0);
        for (var i = 0; i < from.Length && i < fromTimes.Length; i++)
        {
            var group = from[i];
            var amount = has[group];
            toGroups[kept] = group;
            toTimes[kept] = fromTimes[i];
            toHeld[kept] = amount;
            if (!fromUtilities.IsEmpty)
            {
                utilities[start + kept] = fromUtilities[i];
            }

            kept += (int)((ulong)-amount >> 63);
        }

        counts[project] = kept;
        isOriginal[project] = false;
    }
}
