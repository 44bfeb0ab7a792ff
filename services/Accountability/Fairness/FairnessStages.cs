namespace Participatory.Accountability.Fairness;

/// <summary>How far the ideas of a person came, each stage after the one before it.</summary>
internal static class FairnessStages
{
    public const string Proposed = "PROPOSED";
    public const string Feasible = "FEASIBLE";
    public const string Won = "WON";
    public const string Paid = "PAID";

    public static readonly IReadOnlyList<string> InOrder = [Proposed, Feasible, Won, Paid];

    /// <summary>From 1.</summary>
    public static int NumberOf(string stage) => InOrder.ToList().IndexOf(stage) + 1;
}
