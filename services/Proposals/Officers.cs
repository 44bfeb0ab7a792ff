using Participatory.Access.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;

namespace Participatory.Proposals;

/// <summary>What an officer may do, and how the public sees who did it.</summary>
internal static class Officers
{
    /// <summary>The caller is a council officer.</summary>
    public static bool IsOfficer(this Caller caller) => caller.Is(Role.Officer);

    /// <summary>Refuses an officer of other areas.</summary>
    public static void MustActIn(this Caller caller, IEnumerable<string> areaCodes)
    {
        if (areaCodes.FirstOrDefault(code => !caller.MayActIn(code)) is { } other)
        {
            throw new Refusal(ProposalsReasons.AreaOfOthers, [("area", other)]);
        }
    }
}
