namespace Participatory.Counting.Rules.Shares;

/// <summary>
/// How much there was to do: the same on every machine, where seconds are not. What rounding, groups and skipped steps save shows here and
/// nowhere else, since they change no outcome.
/// </summary>
internal sealed record Work
{
    /// <summary>How many runs were begun.</summary>
    public long Runs { get; set; }

    /// <summary>How many groups of supporters were looked at in the search for shares.</summary>
    public long Visits { get; set; }

    /// <summary>How often a price was worked out in fractions.</summary>
    public long ExactLooks { get; set; }
}
