using Grpc.Core;
using Participatory.Grants.V1;

namespace Participatory.Standalone.Demo;

/// <summary>
/// Somebody offers their own grant to the group that neighbours founded, and another one of the group says yes: from then on it is the
/// group's, and whoever said yes is asked how it went.
/// </summary>
internal static class Moving
{
    /// <param name="awards">All of the round, accepted.</param>
    public static async Task Play(
        Script script, Doors doors, IReadOnlyList<Award> awards, Stages stages, CancellationToken cancellation)
    {
        if (doors.Group.Length == 0 || script.ImportedFrom.Length > 0 || Choose(script, doors, awards) is not { } award)
        {
            return;
        }

        if (award.GroupId == doors.Group)
        {
            // A play that was cut off goes on.
            doors.Moved = award.ProjectId;
            return;
        }

        await stages.Play("A grant of one person becomes a group's", 1, step => Try(async () =>
        {
            await doors.Volunteer.Grants.MoveAwardToGroupAsync(
                new MoveAwardToGroupRequest
                {
                    RequestId = script.Id($"move/{award.ProjectId}"), AwardId = award.AwardId, GroupId = doors.Group,
                },
                cancellationToken: cancellation);
            await doors.Neighbour.Grants.AnswerAwardMoveAsync(
                new AnswerAwardMoveRequest { RequestId = script.Id($"moved/{award.ProjectId}"), AwardId = award.AwardId, Yes = true },
                cancellationToken: cancellation);
            doors.Moved = award.ProjectId;
            step();
        }));
    }

    /// <summary>The last one of which the group holds the money itself, and which is not a group's from the beginning.</summary>
    private static Award? Choose(Script script, Doors doors, IReadOnlyList<Award> awards)
    {
        var ofGroup = Enumerable.Range(0, script.Ideas.Count).Where(at => InOneName.GroupOf(script, doors, at).Length > 0)
            .Select(at => Proposing.IdOf(script, at)).ToHashSet(StringComparer.Ordinal);
        return awards.Index().Where(one => Payees.HolderOf(one.Index) == Holder.Group && !ofGroup.Contains(one.Item.ProjectId))
            .Select(one => one.Item).LastOrDefault();
    }

    // A round that was played before grants could be moved stays as it was then.
    private static async Task Try(Func<Task> play)
    {
        try
        {
            await play();
        }
        catch (RpcException late) when (late.StatusCode is StatusCode.FailedPrecondition or StatusCode.PermissionDenied
            or StatusCode.AlreadyExists)
        {
            await Console.Error.WriteLineAsync($"This was played before grants were moved: {late.Status.Detail}");
        }
    }
}
