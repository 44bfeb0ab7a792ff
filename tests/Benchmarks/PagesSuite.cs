using System.Buffers.Text;
using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.DataProtection;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;

namespace Participatory.Benchmarks;

/// <summary>
/// What it costs that a page asks People who visits: processor time of the gateway, of People and of Proposals together, for one page
/// that lists rounds, by somebody who is nobody, by one person again and again, and by another person each time, whom People is asked about
/// each time.
/// </summary>
internal static class PagesSuite
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static IEnumerable<Figure> Run(bool quick) => Measured(quick ? 300 : 3_000).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<Figure>> Measured(int pages)
    {
        var folder = Directory.CreateTempSubdirectory("participatory-pages-").FullName;
        var proposals = new ApartProcess(
            folder, "proposals", Repository.Built("services/Proposals", "Participatory.Proposals.dll"), broker: null);
        var people = new ApartProcess(folder, "people", Repository.Built("services/People", "Participatory.People.dll"), broker: null);
        var gateway = new ApartProcess(folder, "gateway", Repository.Built("gateway", "Participatory.Gateway.dll"), broker: null);
        var address = new Uri($"http://127.0.0.1:{Ports.Free()}/");
        people.Environment["Demo"] = "true";
        gateway.Environment["Kestrel__Endpoints__Pages__Url"] = address.ToString();
        gateway.Environment["Kestrel__Endpoints__Pages__Protocols"] = "Http1";
        gateway.Environment["Kestrel__Endpoints__Grpc__Url"] = gateway.Address.ToString();
        gateway.Environment["Kestrel__Endpoints__Grpc__Protocols"] = "Http2";
        foreach (var name in (string[])["Proposals", "Voting", "Grants", "Accountability"])
        {
            gateway.Environment[$"Services__{name}"] = proposals.Address.ToString();
        }

        gateway.Environment["Services__People"] = people.Address.ToString();
        gateway.Environment["Address"] = address.ToString().TrimEnd('/');
        ApartProcess[] all = [proposals, people, gateway];
        try
        {
            foreach (var process in all)
            {
                process.Environment["Logging__LogLevel__Default"] = "Warning";
                process.Run();
                await process.Ready(Patience);
            }

            var sessions = await SignIn(people, pages * 2);
            double Spent() => all.Sum(process => process.ProcessorTime.TotalMilliseconds);
            async Task<double> Cost(Func<int, string?> session)
            {
                var before = Spent();
                await Look(address, pages, session);
                return (Spent() - before) / pages;
            }

            // What is compiled on the way is compiled now.
            await Look(address, pages, _ => null);
            await Look(address, pages, page => sessions[page]);
            var nobody = await Cost(_ => null);
            var kept = await Cost(_ => sessions[0]);
            var asked = await Cost(page => sessions[pages + page]);
            // Reckoned: whoever is kept costs a look at a list; what the gateway did instead is measured by itself.
            var before = kept + OfTheGatewayAlone(folder);
            return
            [
                new Figure("page by nobody", nobody, "ms"),
                new Figure("page by somebody, as the gateway alone knew it", before, "ms"),
                new Figure("page by somebody, People asked every ten seconds", kept, "ms",
                    "page by somebody, as the gateway alone knew it", before / kept),
                new Figure("page by somebody, People asked each time", asked, "ms", "page by somebody, as the gateway alone knew it",
                    before / asked),
            ];
        }
        finally
        {
            foreach (var process in all)
            {
                await process.Kill();
            }

            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>
    /// Before there was People the gateway opened a sealed cookie and signed an identity itself: so much processor time for each page.
    /// </summary>
    private static double OfTheGatewayAlone(string folder)
    {
        const int times = 5_000;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var seal = DataProtectionProvider.Create(new DirectoryInfo(Path.Combine(folder, "seal"))).CreateProtector("cookie");
        var cookie = seal.Protect(RandomNumberGenerator.GetBytes(400));
        void Visits()
        {
            for (var time = 0; time < times; time++)
            {
                seal.Unprotect(cookie);
                Tokens.Issue(Tests.People.Amina, key, DateTimeOffset.UtcNow);
            }
        }

        return Measure.Milliseconds(Visits, 3) / times;
    }

    private static async Task<IReadOnlyList<string>> SignIn(ApartProcess people, int sessions)
    {
        using var channel = Channels.To(people.Address.ToString(), PeopleService.Descriptor);
        var gateway = new PeopleService.PeopleServiceClient(channel.For(() => null).Intercept(headers =>
        {
            headers.Add("authorization", GatewaySecret.Scheme + people.Environment["Gateway__Secret"]);
            return headers;
        }));
        var secrets = new List<string>();
        for (var session = 0; session < sessions; session++)
        {
            var secret = RandomNumberGenerator.GetBytes(32);
            await gateway.BecomeDemoPersonAsync(new BecomeDemoPersonRequest
            {
                RequestId = Guid.NewGuid().ToString(),
                Key = "resident",
                SessionSecret = ByteString.CopyFrom(secret),
            });
            secrets.Add(Base64Url.EncodeToString(secret));
        }

        return secrets;
    }

    private static async Task Look(Uri address, int pages, Func<int, string?> session)
    {
        using var browser = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = address };
        for (var page = 0; page < pages; page++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("rounds", UriKind.Relative));
            if (session(page) is { } secret)
            {
                request.Headers.Add("Cookie", $"participatory-session={secret}");
            }

            using var answer = await browser.SendAsync(request);
            answer.EnsureSuccessStatusCode();
            var html = await answer.Content.ReadAsStringAsync();
            if (html.Contains("/sign-out", StringComparison.Ordinal) != (session(page) is not null))
            {
                throw new InvalidOperationException("The page was for somebody else.");
            }
        }
    }
}
