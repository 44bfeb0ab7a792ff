using Participatory.Accountability.V1;

namespace Participatory.Accountability.Stories;

/// <summary>How much of a story somebody may see. A part that is not sent yet is in nobody's sight.</summary>
internal enum Sight
{
    /// <summary>What the group shares with everybody.</summary>
    Public,

    /// <summary>That, and what it shares with those who put money in.</summary>
    Funders,

    /// <summary>All of it: the group itself, and officers of its area.</summary>
    Everything,
}

internal static class Sights
{
    public static bool Shows(this Sight sight, Audience audience) => audience switch
    {
        Audience.Everybody => true,
        Audience.Funders => sight >= Sight.Funders,
        Audience.Council => sight == Sight.Everything,
        _ => false,
    };
}
