using Participatory.Counting.Outcomes;

namespace Participatory.Counting.Rules;

/// <summary>
/// What each of some voters bears of the cost of some projects. Costs are at most 2^63 and voters fewer, so that products stay within 127
/// bits.
/// </summary>
/// <param name="Cost">In minor units.</param>
/// <param name="Voters">Above zero.</param>
internal readonly record struct SharedLoad(long Cost, long Voters) : IComparable<SharedLoad>
{
    /// <summary>The smaller load first.</summary>
    public int CompareTo(SharedLoad other) => ((Int128)Cost * other.Voters).CompareTo((Int128)other.Cost * Voters);

    public Ratio ToRatio() => Ratio.Of(Cost, Voters);
}
