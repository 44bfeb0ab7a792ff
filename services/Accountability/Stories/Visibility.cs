using Participatory.Accountability.V1;

namespace Participatory.Accountability.Stories;

/// <summary>How much of a story somebody may see. A part that is not sent yet is visible to nobody.</summary>
internal enum Visibility
{
    /// <summary>What the group shares with everybody.</summary>
    Public,

    /// <summary>That, and what it shares with those who put money in.</summary>
    Funders,

    /// <summary>All of it: the group itself, and officers of its area.</summary>
    Everything,
}

internal static class VisibilityRules
{
    /// <param name="hidden">An officer has hidden the part: the group and officers see it still.</param>
    public static bool Shows(this Visibility visibility, Audience audience, bool hidden) =>
        visibility.Shows(audience) && (!hidden || visibility == Visibility.Everything);

    public static bool Shows(this Visibility visibility, Audience audience) => audience switch
    {
        Audience.Everybody => true,
        Audience.Funders => visibility >= Visibility.Funders,
        Audience.Council => visibility == Visibility.Everything,
        _ => false,
    };
}
