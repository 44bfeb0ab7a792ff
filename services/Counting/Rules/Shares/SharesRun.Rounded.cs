using System.Runtime.CompilerServices;

namespace Participatory.Counting.Rules.Shares;

/// <content>What rounded amounts say, and how far it is to be trusted.</content>
internal sealed partial class SharesRun
{
    /// <summary>
    /// What a project would cost its supporters now, as far as rounded amounts tell; its bounds are in the units of
    /// <see cref="Level.Money"/>.
    /// </summary>
    public Offer Look(int project) =>
        costs[project] == 0 ? new Offer { IsWhole = true, RichUtility = 1, Exact = new ExactOffer(new Purchase(project, 0, 0), 0, []) }
        : ledger.Endowment.IsZero ? Offer.Never
        : Groups.IsWeighted ? LookWeighted(project)
        : LookEqual(project);

    /// <summary>
    /// The offer when all supporters like the project equally, from rounded amounts.
    /// </summary>
    /// <remarks>
    /// <para>
    /// What all pay together when nobody pays more than a share is concave in the share. So, wherever one begins, the share at which the
    /// tangent reaches the cost is not above the
    /// one that is looked for, and from there the search climbs to it in a few passes (Newton's method). It ends when the same supporters
    /// fall short of the share as in the pass before.
    /// </para>
    /// <para>
    /// The bounds hold as long as nobody owns so nearly the share that rounding might put him on the other side: the last lines look after
    /// that. Who has exactly 0 gave all there
    /// was, which is known without rounding, and is left out; everybody else has more than that.
    /// </para>
    /// </remarks>
    private Offer LookEqual(int project)
    {
        var held = level.Active.MoneyOf(project, out var times, out _);
        var cost = units[project];
        var isFirst = shares[project] == 0;
        var (share, settled) = (Math.Max(isFirst ? firstShares[project] : shares[project], cost / Groups.Voters[project]), -1L);
        while (true)
        {
            Work.Visits += held.Length;
            var (total, sum, poor, voters, mostPoor, leastRich) = Division.At(held, times, share);
            if (settled < 0 && IsBeyond(total, voters, cost) is { } verdict)
            {
                return verdict;
            }

            // When all fall short, the search began too high; together they do have the cost.
            share = Math.Max(cost / voters, poor == voters ? 0 : (cost - sum) / (voters - poor));
            if (poor != settled)
            {
                settled = poor == voters ? 0 : poor;
                continue;
            }

            // Only what the poor have enters the share, so only their rounding does.
            var off = OffOf(poor);
            var offEach = (off / (voters - poor)) + 2;
            shares[project] = Math.Max(0, (long)(share - offEach - error));
            firstShares[project] = isFirst ? share : firstShares[project];
            return share <= offEach || leastRich <= share + offEach + error || mostPoor >= share - offEach - error
                ? Offer.Unclear
                : Clear(project, cost - sum, voters - poor, off, isWhole: sum == 0);
        }
    }

    /// <summary>
    /// What there is to say of a project for which all the money of its supporters is not enough, or just enough; null when there is more.
    /// </summary>
    private Offer? IsBeyond(long total, long voters, long cost)
    {
        var doubt = OffOf(voters);
        return total + doubt < cost ? Offer.Never
            : total - doubt <= cost ? Offer.Unclear
            : null;
    }

    /// <summary>The same when supporters like the project more or less: a share is then the rate times how much.</summary>
    /// <remarks>
    /// The few floating-point operations on an amount lose less than a part in 2^50 of it, which the bound on the error takes in.
    /// </remarks>
    private Offer LookWeighted(int project)
    {
        var held = level.Active.MoneyOf(project, out var times, out var utilities);
        var total = (Int128)0;
        for (var i = 0; i < held.Length; i++)
        {
            total += (Int128)utilities[i] * times[i];
        }

        if (total > long.MaxValue)
        {
            return Offer.Unclear;
        }

        var (missing, utility, settled) = (units[project], (long)total, -1L);
        while (true)
        {
            Work.Visits += held.Length;
            var rate = utility == 0 ? 0 : (double)missing / utility;
            var (sum, poor, taken) = (0L, 0L, 0L);
            for (var i = 0; i < held.Length; i++)
            {
                if (held[i] < rate * utilities[i])
                {
                    sum += held[i] * times[i];
                    taken += utilities[i] * times[i];
                    poor += times[i];
                }
            }

            if (taken == (long)total)
            {
                return sum + OffOf(poor) < units[project] ? Offer.Never : Offer.Unclear;
            }

            (missing, utility) = (units[project] - sum, (long)total - taken);
            if (poor <= settled)
            {
                var off = OffOf(poor);
                return missing <= off || poor < settled || IsNear(held, utilities, missing, utility, off) ? Offer.Unclear
                    : Clear(project, missing, utility, off, isWhole: sum == 0);
            }

            settled = poor;
        }
    }

    // How far the money of so many voters together may be off, and a cost.
    private Int128 OffOf(long voters) => Int128.Min((Int128)voters * error, errorOfAll) + 1;

    private bool IsNear(ReadOnlySpan<long> held, ReadOnlySpan<long> utilities, long missing, long richUtility, Int128 off)
    {
        var (rate, offRate, offMoney) = ((double)missing / richUtility, (double)off / richUtility, (double)error + 2);
        for (var i = 0; i < held.Length; i++)
        {
            double has = held[i];
            var payment = rate * utilities[i];
            if (Math.Abs(has - payment) <= offMoney + (offRate * utilities[i]) + ((has + payment) * 1e-15))
            {
                return true;
            }
        }

        return false;
    }

    private Offer Clear(int project, long missing, long richUtility, Int128 off, bool isWhole)
    {
        // The slack covers the rounding of these few operations many times over.
        var divisor = (double)richUtility * (byCost ? costs[project] : 1);
        return new Offer
        {
            AtLeast = ((double)missing - (double)off - 1) / divisor * (1 - 1e-14),
            AtMost = ((double)missing + (double)off + 1) / divisor * (1 + 1e-14),
            IsWhole = isWhole,
            Missing = missing,
            RichUtility = richUtility,
            Error = off,
        };
    }

    private void BuyRounded(int project, Offer offer)
    {
        var groups = level.Active.Of(project, out var times, out var utilities);
        var (poor, full, most) = utilities.IsEmpty
            ? PayEqually(groups, times, offer.Missing / offer.RichUtility)
            : PayWeighted(groups, times, utilities, (double)offer.Missing / offer.RichUtility);
        level.Active.Emptied += poor;

        // A weighted payment is a product of floating-point numbers, off by less than a part in 2^50.
        var (rounding, roundingOfAll) = utilities.IsEmpty ? (0, 0)
            : ((Int128)((double)offer.Missing / offer.RichUtility * most * 1e-15) + 1, (long)(offer.Missing * 1e-15) + 1);
        errorOfAll += full + 1 + roundingOfAll;
        error = (long)Int128.Min(error + (offer.Error * most / offer.RichUtility) + 2 + rounding, errorOfAll);
        ledger.Add(new Purchase(project, poor, offer.RichUtility));
        FullPayers.Add(full);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (long Poor, long Full, long Most) PayEqually(ReadOnlySpan<int> groups, ReadOnlySpan<int> times, long share)
    {
        var (has, since, purchase) = (level.Money, level.PoorSince, ledger.Count);
        var (poor, all) = (0L, 0L);
        for (var i = 0; i < groups.Length && i < times.Length; i++)
        {
            var group = groups[i];
            var amount = has[group];
            // All ones where somebody has less than the share: arithmetic instead of branches that the processor would guess wrongly.
            var isPoor = (amount - share) >> 63;
            has[group] = (amount - share) & ~isPoor;
            since[group] = (since[group] & ~(int)isPoor) | (purchase & (int)isPoor);
            poor += times[i] & isPoor;
            all += times[i];
        }

        return (poor, all - poor, 1);
    }

    private (long Poor, long Full, long Most) PayWeighted(
        ReadOnlySpan<int> groups, ReadOnlySpan<int> times, ReadOnlySpan<long> utilities, double rate)
    {
        var (poor, full, most) = (0L, 0L, 1L);
        for (var i = 0; i < groups.Length; i++)
        {
            var group = groups[i];
            var payment = rate * utilities[i];
            if (level.Money[group] >= payment)
            {
                level.Money[group] -= (long)payment;
                full += times[i];
                most = Math.Max(most, utilities[i]);
            }
            else
            {
                poor += times[i];
                level.Money[group] = 0;
                level.PoorSince[group] = ledger.Count;
            }
        }

        return (poor, full, most);
    }
}
