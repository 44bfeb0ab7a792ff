using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Participatory.Access.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Xunit;
using Statement = Participatory.Access.V1.Access;

namespace Participatory.Tests.Harness.Walks;

/// <summary>
/// Walks everybody past every method of a service whose contract says more than a role: of which areas an officer must be, whose it must
/// be, who may not, or may alone, and what must be known. Everybody is each role in its own area, in another, in both and in all, as the
/// owner, as the host, as who did the first step and as a stranger.
/// </summary>
public sealed class AccessWalk
{
    /// <summary>The area in which the things of a scene are, and another one of the same round.</summary>
    public const string Own = "E05000001", Other = "E05000002";

    private readonly RunningService service;
    private readonly IReadOnlyDictionary<string, Func<Visit, Task<Scene>>> scenes;
    private readonly string[] refusedAs;
    private readonly List<string> wrong = [];
    private int visits;

    private AccessWalk(
        RunningService service, IReadOnlyDictionary<string, Func<Visit, Task<Scene>>> scenes, string[] refusedAs)
    {
        this.service = service;
        this.scenes = scenes;
        this.refusedAs = refusedAs;
    }

    private static (Role? Role, string[] Areas)[] Kits =>
    [
        (null, []), (Role.Officer, [Own]), (Role.Officer, [Other]), (Role.Officer, [Own, Other]), (Role.Officer, []), (Role.Finance, []),
        (Role.Administrator, []), (Role.Connector, [Own]),
    ];

    /// <summary>Walks.</summary>
    /// <param name="contract">Of the service.</param>
    /// <param name="service">Runs; the scenes are made in it.</param>
    /// <param name="scenes">One for each method that says more than a role.</param>
    /// <param name="refusedAs">
    /// Reasons, of the call or of a field, that refuse a person beside those with PERMISSION_DENIED: "there is no such report".
    /// </param>
    /// <returns>How many calls were compared.</returns>
    public static async Task<int> Past(
        ServiceDescriptor contract, RunningService service, IReadOnlyDictionary<string, Func<Visit, Task<Scene>>> scenes,
        params string[] refusedAs)
    {
        var walk = new AccessWalk(service, scenes, refusedAs);
        var methods = contract.Methods.Where(SaysMore).ToList();
        Assert.Equal(methods.Select(method => method.Name).Order(StringComparer.Ordinal), scenes.Keys.Order(StringComparer.Ordinal));
        var calls = 0;
        foreach (var method in methods)
        {
            calls += await walk.Past(method);
        }

        Assert.True(walk.wrong.Count == 0, string.Join('\n', walk.wrong));
        return calls;
    }

    /// <summary>The contract says more of the method than roles.</summary>
    public static bool SaysMore(MethodDescriptor method) => StatementOf(method) is var said
        && (said.InArea is not (InArea.Unspecified or InArea.Any) || said.Owner.Any(owner => owner != Owner.Anybody)
            || said.NotWho != Who.Unspecified || said.OnlyWho != Who.Unspecified || said.Holds.Count > 0);

    private static Statement StatementOf(MethodDescriptor method) => method.GetOptions().GetExtension(AccessExtensions.Access);

    private async Task<int> Past(MethodDescriptor method)
    {
        var calls = 0;
        foreach (var way in Ways(StatementOf(method)))
        {
            var scene = await scenes[method.Name](new Visit($"walk-{++visits}", way));
            var everybody = Everybody(scene).Select(who => (Who: who, Ways: Admitted(StatementOf(method), scene, who))).ToList();
            foreach (var (who, _) in everybody.Where(one => one.Ways.Count == 0))
            {
                await Refuses(method, scene, who);
            }

            var first = true;
            foreach (var (who, _) in everybody.Where(one => one.Ways.FirstOrDefault(Way.Anyone) == way && one.Ways.Count > 0))
            {
                await LetsIn(method, scene, who, first);
                first = false;
            }

            if (first)
            {
                wrong.Add($"Nobody could try {method.Name} as {way}.");
            }

            calls += everybody.Count;
        }

        return calls;
    }

    private static IEnumerable<Caller> Everybody(Scene scene) =>
        from subject in new HashSet<string> { "subject-stranger", scene.Owner.Subject, scene.Host.Subject, scene.Earlier.Subject }
        from kit in Kits
        select new Caller(
            subject, kit.Role is null ? "" : $"{subject}, {kit.Role}", new HashSet<Role>(kit.Role is { } role ? [role] : []),
            new HashSet<string>(kit.Areas));

    /// <summary>Every way in that the statement opens.</summary>
    private static IEnumerable<Way> Ways(Statement said) =>
    [
        .. said.Allow.Contains(Role.Anyone) ? [Way.Anyone] : (Way[])[],
        .. said.Allow.Contains(Role.Person) ? said.Owner.Select(WayOf) : [],
        .. said.Allow.Contains(Role.Officer) ? [Way.Officer] : (Way[])[],
        .. said.Allow.Contains(Role.Finance) ? [Way.Finance] : (Way[])[],
        .. said.Allow.Contains(Role.Administrator) ? [Way.Administrator] : (Way[])[],
    ];

    /// <summary>The ways on which this caller comes in, the first of which counts; none where they are refused.</summary>
    private static List<Way> Admitted(Statement said, Scene scene, Caller who)
    {
        var isEarlier = who.Subject == scene.Earlier.Subject;
        var mayNot = said.NotWho switch
        {
            Who.Unspecified => false,
            Who.Owns => who.Subject == scene.Owner.Subject,
            Who.Proposed or Who.Spoke or Who.Asked or Who.Gave or Who.Keyed or Who.IsMeant => isEarlier,
            _ => throw new NotSupportedException($"This test does not know {said.NotWho}."),
        };
        var mayAlone = said.OnlyWho switch
        {
            Who.Unspecified => true,
            Who.Asked => isEarlier,
            _ => throw new NotSupportedException($"This test does not know {said.OnlyWho}."),
        };
        return mayNot || !mayAlone ? [] : [.. Ways(said).Where(way => way switch
        {
            Way.Anyone or Way.Person => true,
            Way.Proposer or Way.Speaker or Way.Group => who.Subject == scene.Owner.Subject,
            Way.Host => who.Subject == scene.Host.Subject,
            Way.Officer => who.Is(Role.Officer) && IsOfArea(said.InArea, who),
            Way.Finance => who.Is(Role.Finance),
            Way.Administrator => who.Is(Role.Administrator),
            _ => throw new NotSupportedException($"This test does not know {way}."),
        })];
    }

    private static Way WayOf(Owner owner) => owner switch
    {
        Owner.Anybody => Way.Person,
        Owner.Proposer => Way.Proposer,
        Owner.Speaker => Way.Speaker,
        Owner.Group => Way.Group,
        Owner.Host => Way.Host,
        _ => throw new NotSupportedException($"This test does not know {owner}."),
    };

    private static bool IsOfArea(InArea area, Caller who) => area switch
    {
        InArea.Any or InArea.Shown => true,
        InArea.ItsOwn => who.MayActIn(Own),
        InArea.Every => who.MayActIn(Own) && who.MayActIn(Other),
        InArea.Unlimited => who.Areas.Count == 0,
        _ => throw new NotSupportedException($"This test does not know {area}."),
    };

    private async Task Refuses(MethodDescriptor method, Scene scene, Caller who)
    {
        var (_, failure) = await Ask(method, scene.Request, who);
        var atTheDoor = !StatementOf(method).Allow.Any(who.Is);
        if (atTheDoor ? failure?.Reason() != "NOT_ALLOWED" : !IsRefusal(failure) || failure!.Reason() == "NOT_ALLOWED")
        {
            wrong.Add($"{method.Name} should refuse {Described(who)}, and answers {Said(failure)}");
        }
    }

    private async Task LetsIn(MethodDescriptor method, Scene scene, Caller who, bool first)
    {
        var said = StatementOf(method);
        if (said.Holds.Count > 0 && (scene.Guessed is null || (await Ask(method, scene.Guessed, who)).Failure is null))
        {
            wrong.Add($"{method.Name} should refuse {Described(who)} with another {said.Holds}.");
        }

        var (answer, failure) = await Ask(method, scene.Request, who);
        if (first ? failure is not null : IsRefusal(failure))
        {
            wrong.Add($"{method.Name} should let in {Described(who)}, and answers {Said(failure)}");
        }

        if (said.InArea == InArea.Shown && answer is not null && IsEmpty(answer) == (who.MayActIn(Own) || who.Is(Role.Finance)))
        {
            wrong.Add($"{method.Name} shows {answer} to {Described(who)}");
        }
    }

    private bool IsRefusal(RpcException? failure) =>
        failure is not null && (failure.StatusCode == StatusCode.PermissionDenied || refusedAs.Contains(failure.Reason())
            || AnyCall.Faults(failure).Any(fault => refusedAs.Contains(fault.Reason)));

    private static bool IsEmpty(IMessage answer) => ((IList)answer.Descriptor.FindFieldByNumber(1).Accessor.GetValue(answer)).Count == 0;

    private Task<(IMessage? Answer, RpcException? Failure)> Ask(MethodDescriptor method, IMessage request, Caller who)
    {
        var copy = request.Descriptor.Parser.ParseFrom(request.ToByteArray());
        request.Descriptor.FindFieldByName("request_id")?.Accessor.SetValue(copy, Guid.NewGuid().ToString());
        return AnyCall.Ask(service.As(who), method, copy);
    }

    private static string Said(RpcException? failure) =>
        failure is null ? "OK." : $"{failure.StatusCode} {failure.Reason()}: {failure.Status.Detail}";

    private static string Described(Caller who) =>
        $"{who.Subject} ({string.Join(", ", who.Roles.Select(role => $"{role}").DefaultIfEmpty("a resident"))} in "
            + $"{string.Join(", ", who.Areas.DefaultIfEmpty("every area"))})";
}
