namespace Participatory.Gateway.Charts;

/// <summary>A chart of labelled bars, drawn by the page as SVG: the title says the finding.</summary>
/// <param name="Title">A sentence, such as "Elm Park got £4,000 of £18,000".</param>
/// <param name="Bars">From top to bottom.</param>
public sealed record BarChart(string Title, IReadOnlyList<Bar> Bars);

/// <summary>One row: a label, what it comes to, and the bar between.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">What it comes to, with its unit.</param>
/// <param name="Parts">From start to end; together at most 1.</param>
/// <param name="Strong">This is what the title is about.</param>
/// <param name="Key">A line under the bar that says what its parts are; empty for a bar of one part.</param>
/// <param name="Link">Where the label leads; null for nowhere.</param>
public sealed record Bar(string Label, string Value, IReadOnlyList<BarPart> Parts, bool Strong = false, IReadOnlyList<string>? Key = null,
    string? Link = null)
{
    /// <summary>A bar of one part.</summary>
    public static Bar Of(string label, string value, decimal share, bool strong, string? link = null) =>
        new(label, value, [new BarPart(share, strong ? Shade.Main : Shade.Second)], strong, Link: link);
}

/// <param name="Share">Of the whole width, 0 to 1.</param>
/// <param name="Shade">The shades differ in lightness, so that they are told apart without colour.</param>
public sealed record BarPart(decimal Share, Shade Shade);

public enum Shade
{
    Main,
    Second,
    Third,
}

/// <summary>How long bars are.</summary>
public static class Shares
{
    /// <returns>part / whole between 0 and 1; 0 where there is no whole.</returns>
    public static decimal Of(long part, long whole) => whole <= 0 ? 0 : Math.Clamp((decimal)part / whole, 0, 1);
}
