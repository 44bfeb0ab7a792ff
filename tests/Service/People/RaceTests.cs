using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>
/// Somebody who comes in twice at the same moment is one person; codes against each other are in <see cref="SignInCodesTests"/>.
/// </summary>
public sealed class RaceTests
{
    [Theory, EveryDatabase]
    public async Task Somebody_new_who_signs_in_on_two_devices_at_once_is_one_person(string engine)
    {
        await using var desk = await Desk.Open(engine);
        for (var round = 0; round < Race.Rounds; round++)
        {
            var email = $"somebody{round}@example.org";
            var (phone, phonesCode) = await desk.CodeFrom("phone", email);
            desk.Clock.Advance(TimeSpan.FromSeconds(1));
            var (laptop, laptopsCode) = await desk.CodeFrom("laptop", email);
            await Race.All(() => desk.Use(phone, phonesCode), () => desk.Use(laptop, laptopsCode));
        }

        await using var session = await desk.Service.Database.Read(CancellationToken.None);
        Assert.Equal(
            Race.Rounds, await session.One<long>(new Sql("SELECT COUNT(*) FROM address WHERE value LIKE 'somebody%@example.org'")));
        Assert.Equal(
            Race.Rounds,
            await session.One<long>(new Sql("""
                SELECT COUNT(*) FROM (SELECT subject FROM session GROUP BY subject HAVING COUNT(*) = 2) twice
                """)));
    }
}
