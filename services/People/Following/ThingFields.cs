using Participatory.People.V1;
using Participatory.Platform.Calls;

namespace Participatory.People.Following;

/// <summary>Whether what is to be followed can be something.</summary>
internal static class ThingFields
{
    /// <summary>Looks at what a request names; what is not set is a fault, too.</summary>
    public static Fields Thing(this Fields fields, FollowedThing? thing)
    {
        var (kind, round, id) = thing is null ? (FollowingKind.Unspecified, "", "") : (thing.Kind, thing.RoundId, thing.ThingId);
        var known = Enum.IsDefined(kind) && kind != FollowingKind.Unspecified
            && (kind == FollowingKind.Group) == (round.Length == 0) && (kind == FollowingKind.Round) == (id.Length == 0);
        return fields.Require(known, "thing", PeopleReasons.FollowedWrong)
            .Id("thing.round_id", round, required: false)
            .Code("thing.thing_id", id, Fields.LongestId, required: false);
    }
}
