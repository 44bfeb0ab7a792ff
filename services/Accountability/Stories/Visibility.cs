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
    public static bool Shows(this Visibility visibility, Audience audience) => audience switch
    {
        Audience.Everybody => true,
        Audience.Funders => visibility >= Visibility.Funders,
        Audience.Council => visibility == Visibility.Everything,
        _ => false,
    };
}
