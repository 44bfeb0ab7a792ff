using Grpc.Core;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness.Walks;
using static Participatory.Tests.Service.SigningIn.Neighbours;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>
/// Whatever six neighbours do in whatever order, the group is as a model of it says: nobody does anything after leaving, it never has more
/// than four who may say yes to money, and as long as it goes on it has one.
/// </summary>
public sealed class GroupWalkTests
{
    private const int Steps = 250;

    private static readonly Caller[] Everyone = [.. Enumerable.Range(0, 6).Select(at => Tests.People.Resident($"neighbour-{at}"))];

    [Theory, InlineData(1), InlineData(2)]
    public async Task A_group_is_as_its_model_says_after_whatever_was_done(int seed)
    {
        await using var desk = await Desk.Open("sqlite");
        var random = new Random(seed);
        var (group, model) = await Begin(desk);
        for (var step = 0; step < Steps; step++)
        {
            // Nobody is kept waiting by what one person may do in an hour.
            desk.Clock.Advance(TimeSpan.FromMinutes(20));
            var (who, other) = (Everyone[random.Next(Everyone.Length)], Everyone[random.Next(Everyone.Length)]);
            var yes = random.Next(3) > 0;
            (string Expected, Func<Task> Call) done = random.Next(6) switch
            {
                0 => (model.Join(who, other), () => Join(desk, who, group, other)),
                1 => (model.Ask(who, other), () => Ask(desk, who, group, other)),
                2 => (model.Answer(who, yes), () => Answer(desk, who, group, yes)),
                3 => (model.Leave(who), () => Leave(desk, who, group)),
                4 => (model.Close(who, yes), () => Close(desk, who, group, yes)),
                _ => (model.Change(who), () => Change(desk, who, group)),
            };
            Assert.Equal(done.Expected, await Outcome(done.Call));
            var seen = await Get(desk, Caller.Nobody, group);
            Assert.Equal(
                (model.States.Count, model.Signers, model.Versions, model.IsClosed),
                (seen.Members, seen.Signers, seen.Version, seen.CloseTime is not null));
            Assert.InRange(seen.Signers, seen.CloseTime is null ? 1 : 0, 4);
            if (model.IsClosed)
            {
                foreach (var left in model.States.Keys)
                {
                    Assert.Equal("GROUP_CLOSED", await Outcome(() => Change(desk, left, group)));
                }

                // One person founds five in a year.
                desk.Clock.Advance(TimeSpan.FromDays(400));
                (group, model) = await Begin(desk);
            }
        }
    }

    private static async Task<(string Group, Model Model)> Begin(Desk desk) =>
        ((await Found(desk, Everyone[0])).GroupId, new Model(Everyone[0]));

    private static async Task Ask(Desk desk, Caller by, string group, Caller other)
    {
        var isIn = (await Get(desk, other, group)).Mine;
        await desk.As(by).AskSignerAsync(new()
        {
            RequestId = Desk.NewId(), GroupId = group, MemberId = isIn ? await MemberId(desk, other, group) : "nobody",
        });
    }

    private static async Task Change(Desk desk, Caller who, string group)
    {
        var now = await Get(desk, who, group);
        await desk.As(who).ChangeGroupAsync(new()
        {
            RequestId = Desk.NewId(), GroupId = group, Version = now.Version, Name = $"Name {now.Version + 1}", AreaCode = AccessWalk.Own,
        });
    }

    private static async Task<string> Outcome(Func<Task> call)
    {
        try
        {
            await call();
            return "";
        }
        catch (RpcException refusal)
        {
            return refusal.Reason();
        }
    }

    /// <summary>What a group should be, said a second time and without a database.</summary>
    private sealed class Model(Caller founder)
    {
        private readonly HashSet<Caller> wantClose = [];

        public Dictionary<Caller, GroupMemberState> States { get; } = new() { [founder] = GroupMemberState.Signer };

        public int Versions { get; private set; } = 1;

        public bool IsClosed { get; private set; }

        private bool AllAgree => Signers > 0 && wantClose.Count == Signers;

        public int Signers => States.Values.Count(state => state == GroupMemberState.Signer);

        public string Join(Caller by, Caller other) =>
            MayNot(by) ?? (States.TryAdd(other, GroupMemberState.Member) ? "" : "GROUP_JOINED");

        public string Ask(Caller by, Caller other)
        {
            if ((MayNot(by) ?? (States[by] == GroupMemberState.Signer ? null : "GROUP_SIGNERS_ONLY")) is { } refused)
            {
                return refused;
            }

            var outcome = !States.TryGetValue(other, out var state) ? "GROUP_MEMBER_NOT_FOUND"
                : state != GroupMemberState.Member ? "GROUP_SIGNER_ASKED"
                : States.Values.Count(one => one != GroupMemberState.Member) >= 4 ? "GROUP_SIGNERS_FULL" : "";
            if (outcome.Length == 0)
            {
                States[other] = GroupMemberState.Asked;
            }

            return outcome;
        }

        public string Answer(Caller who, bool yes)
        {
            if (MayNot(who) is { } refused)
            {
                return refused;
            }

            var state = States[who];
            var outcome = yes && state == GroupMemberState.Member ? "GROUP_SIGNER_NOT_ASKED"
                : !yes && state == GroupMemberState.Signer && Signers == 1 ? "GROUP_LAST_SIGNER" : "";
            if (outcome.Length == 0)
            {
                States[who] = yes ? GroupMemberState.Signer : GroupMemberState.Member;
                if (!yes)
                {
                    wantClose.Remove(who);
                    IsClosed = AllAgree;
                }
            }

            return outcome;
        }

        public string Leave(Caller who)
        {
            if (!States.TryGetValue(who, out var state))
            {
                return "";
            }

            if (state == GroupMemberState.Signer && Signers == 1 && States.Count > 1)
            {
                return "GROUP_LAST_SIGNER";
            }

            States.Remove(who);
            wantClose.Remove(who);
            IsClosed = IsClosed || States.Count == 0 || AllAgree;
            return "";
        }

        public string Close(Caller who, bool yes)
        {
            if ((MayNot(who) ?? (States[who] == GroupMemberState.Signer ? null : "GROUP_SIGNERS_ONLY")) is { } refused)
            {
                return refused;
            }

            _ = yes ? wantClose.Add(who) : wantClose.Remove(who);
            IsClosed = AllAgree;
            return "";
        }

        public string Change(Caller who)
        {
            var refused = MayNot(who);
            Versions += refused is null ? 1 : 0;
            return refused ?? "";
        }

        private string? MayNot(Caller who) => States.ContainsKey(who) ? null : "NOT_IN_GROUP";
    }
}
