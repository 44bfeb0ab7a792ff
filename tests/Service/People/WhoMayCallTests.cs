using Participatory.Access.V1;
using Participatory.People.V1;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Walks;
using Contract = Participatory.People.V1.PeopleService;

namespace Participatory.Tests.Service.SigningIn;

public sealed class WhoMayCallTests
{
    private const string Olu = "olu@council.example", Ann = "ann@council.example", Kit = "kit@council.example", Lee = "lee@council.example";

    [Theory, EveryDatabase]
    public async Task Nobody_decides_about_their_own_roles_and_account(string engine)
    {
        await using var desk = await Desk.Open(
            engine,
            [.. Desk.Named(0, Olu, "Olu Ade, ward officer", "officer"), .. Desk.Named(1, Ann, "Ann Lee, head of audit", "administrator"),
                .. Desk.Named(2, Kit, "Kit Moss, clerk", "officer"), .. Desk.Named(3, Lee, "Lee Park, clerk", "connector"),
                // Only where somebody looks after an area is it not everybody's.
                .. Desk.Named(4, "mo@council.example", "Mo Hill, ward officer", "officer"),
                ("Officers:People:4:Areas:0", AccessWalk.Own)]);
        var (olu, ann) = (await desk.CallerOf(Olu), await desk.CallerOf(Ann));
        var calls = await AccessWalk.Past(
            Contract.Descriptor,
            desk.Service,
            new Dictionary<string, Func<Visit, Task<Scene>>>(GroupScenes.Of(desk), StringComparer.Ordinal)
            {
                ["InviteMember"] = async _ => new(new InviteMemberRequest
                {
                    Email = "uma@council.example", ShownAs = "Uma Reyes, clerk", Role = Role.Officer,
                })
                { Earlier = Tests.People.Resident(await desk.Add("uma@council.example")) },
                ["GiveRole"] = _ => Of(new GiveRoleRequest { Email = Olu, Role = Role.Finance }, olu),
                ["ConfirmRole"] = async _ =>
                {
                    await desk.As(ann).GiveRoleAsync(new() { RequestId = Desk.NewId(), Email = Kit, Role = Role.Finance });
                    return await Of(new ConfirmRoleRequest { Email = Kit, Role = Role.Finance }, ann);
                },
                ["TakeRole"] = _ => Of(new TakeRoleRequest { Email = Olu, Role = Role.Officer }, olu),
                ["EndRoles"] = _ => Of(new EndRolesRequest { Email = Olu }, olu),
                ["ForgetAccount"] = _ => Of(new ForgetAccountRequest { Email = Olu }, olu),
                ["AskPasskeyReset"] = async _ =>
                {
                    // What the walk before took away.
                    await desk.As(ann).GiveRoleAsync(new() { RequestId = Desk.NewId(), Email = Olu, Role = Role.Connector });
                    await PasskeyResetTests.HasPasskey(desk, Olu);
                    return await Of(new AskPasskeyResetRequest { Email = Olu }, olu);
                },
                ["ConfirmPasskeyReset"] = async _ =>
                {
                    await PasskeyResetTests.HasPasskey(desk, Kit);
                    await desk.As(ann).AskPasskeyResetAsync(new() { RequestId = Desk.NewId(), Email = Kit });
                    return await Of(new ConfirmPasskeyResetRequest { Email = Kit }, ann);
                },
                ["DeclinePasskeyReset"] = async _ =>
                {
                    var lee = await desk.CallerOf(Lee);
                    await PasskeyResetTests.HasPasskey(desk, Lee);
                    await desk.As(ann).AskPasskeyResetAsync(new() { RequestId = Desk.NewId(), Email = Lee });
                    return await Of(new DeclinePasskeyResetRequest { Email = Lee }, lee);
                },
            },
            "OWN_ROLES");
        Assert.True(calls > 600);

        static Task<Scene> Of(Google.Protobuf.IMessage request, Caller earlier) =>
            Task.FromResult(new Scene(request) { Earlier = earlier });
    }
}
