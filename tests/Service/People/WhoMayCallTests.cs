using Participatory.People.V1;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Walks;
using Contract = Participatory.People.V1.PeopleService;

namespace Participatory.Tests.Service.SigningIn;

public sealed class WhoMayCallTests
{
    private const string Email = "olu@council.example";

    [Theory, EveryDatabase]
    public async Task Nobody_decides_about_their_own_roles_and_account(string engine)
    {
        await using var desk = await Desk.Open(
            engine, ("Officers:People:0:Email", Email), ("Officers:People:0:Name", "Olu Ade, ward officer"),
            ("Officers:People:0:Roles:0", "officer"));
        var olu = Tests.People.Olu with { Subject = (await desk.Identity(await desk.SignIn(Email))).Subject };
        var grace = desk.As(Tests.People.Grace);
        var calls = await AccessWalk.Past(
            Contract.Descriptor,
            desk.Service,
            new Dictionary<string, Func<Visit, Task<Scene>>>(StringComparer.Ordinal)
            {
                ["EndRoles"] = _ => Task.FromResult(new Scene(new EndRolesRequest { Email = Email }) { Earlier = olu }),
                ["GiveRolesBack"] = async _ =>
                {
                    await grace.EndRolesAsync(new() { RequestId = Desk.NewId(), Email = Email });
                    return new(new GiveRolesBackRequest { Email = Email }) { Earlier = olu };
                },
                ["ForgetAccount"] = _ => Task.FromResult(new Scene(new ForgetAccountRequest { Email = Email }) { Earlier = olu }),
            },
            "OWN_ROLES");
        Assert.True(calls > 50);
    }
}
