using System.Numerics;

namespace Participatory.Counting.Rules.Shares;

/// <summary>What a project would cost its supporters now.</summary>
internal readonly struct Offer
{
    /// <summary>True when its supporters cannot pay it, now and (since money only shrinks) ever.</summary>
    public bool IsUnaffordable { get; init; }

    /// <summary>True when rounded amounts leave open who can pay his share, so that only <see cref="Exact"/> is to be trusted.</summary>
    public bool IsUnclear { get; init; }

    /// <summary>The price per unit of utility is not below this …</summary>
    public double AtLeast { get; init; }

    /// <summary>… and not above that.</summary>
    public double AtMost { get; init; }

    /// <summary>
    /// True when everybody who has anything pays the whole share: then the rate is cost by <see cref="RichUtility"/>, exactly.
    /// </summary>
    public bool IsWhole { get; init; }

    /// <summary>The rounded rate: what is missing when the poor have given all …</summary>
    public long Missing { get; init; }

    /// <summary>… shared out by the utilities of those who pay their share.</summary>
    public long RichUtility { get; init; }

    /// <summary>How far <see cref="Missing"/> may be off.</summary>
    public Int128 Error { get; init; }

    /// <summary>Who pays how, exactly, when that was worked out.</summary>
    public ExactOffer? Exact { get; init; }

    public static Offer Never { get; } = new() { IsUnaffordable = true };

    public static Offer Unclear { get; } = new() { IsUnclear = true };
}

/// <summary>An offer without rounding: the rate is <c>Numerator / (ledger's denominator × Purchase.RichUtility)</c>.</summary>
internal sealed record ExactOffer(Purchase Purchase, BigInteger Numerator, HashSet<int> Poor);
