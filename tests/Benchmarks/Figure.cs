namespace Participatory.Benchmarks;

/// <summary>One measured figure.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">How much.</param>
/// <param name="Unit">Of what: <c>ms</c> of processor time, <c>MB</c> …</param>
/// <param name="RatioTo">The name of the figure of the same run that this one is set against, or empty.</param>
/// <param name="Ratio">That figure's value divided by this one's: 50 means fifty times less.</param>
internal sealed record Figure(string Name, double Value, string Unit, string RatioTo = "", double? Ratio = null);
