using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Tests.Unit.Calls.V1;

namespace Participatory.Tests.Unit.Calls;

/// <summary>The official server and client and generated code call each other.</summary>
public sealed class OfficialGrpcCallTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_four_kinds_of_call_bring_back_what_was_sent()
    {
        await using var server = await EchoServer.Start();
        using var channel = server.Channel();
        var client = new Echo.EchoClient(channel);

        Assert.Equal("hello", (await client.SayAsync(new EchoMessage { Text = "hello" }, cancellationToken: Stop)).Text);
        Assert.Equal("hello", client.Say(new EchoMessage { Text = "hello" }, cancellationToken: Stop).Text);
        Assert.Equal(["a", "b", "c"], await Split(client, "a b c"));
        Assert.Equal("abc", await Join(client, "a", "b", "c"));
        Assert.Equal(["a", "b", "c"], await Talk(client, "a", "b", "c"));
    }

    [Fact]
    public async Task Headers_come_before_the_answer_and_trailers_after_it()
    {
        await using var server = await EchoServer.Start();
        using var channel = server.Channel();
        using var call = new Echo.EchoClient(channel).SayAsync(new EchoMessage { Text = "headers" }, cancellationToken: Stop);

        Assert.Equal("yes", (await call.ResponseHeadersAsync).GetValue("early"));
        Assert.Equal("headers", (await call).Text);
        Assert.Equal("yes", call.GetTrailers().GetValue("late"));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task A_deadline_ends_the_call_on_both_sides()
    {
        await using var server = await EchoServer.Start();
        using var channel = server.Channel();
        var client = new Echo.EchoClient(channel);

        // The connection is made first, so that the deadline is spent on the call alone.
        await client.SayAsync(new EchoMessage { Text = "hello" }, deadline: DateTime.UtcNow + Patience, cancellationToken: Stop);
        var error = await Assert.ThrowsAsync<RpcException>(async () =>
            await client.SayAsync(new EchoMessage { Text = "wait" }, deadline: DateTime.UtcNow.AddSeconds(3), cancellationToken: Stop));

        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        await server.Observed.Ended.Task.WaitAsync(Patience, Stop);
    }

    [Fact]
    public async Task Cancelling_ends_the_call_on_both_sides()
    {
        await using var server = await EchoServer.Start();
        using var channel = server.Channel();
        using var cancel = new CancellationTokenSource();
        using var call = new Echo.EchoClient(channel).SayAsync(new EchoMessage { Text = "wait" }, cancellationToken: cancel.Token);
        await server.Observed.Started.Task.WaitAsync(Patience, Stop);

        await cancel.CancelAsync();

        var error = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.Equal(StatusCode.Cancelled, error.StatusCode);
        await server.Observed.Ended.Task.WaitAsync(Patience, Stop);
    }

    [Fact]
    public async Task An_error_travels_with_its_sentence_and_its_trailers()
    {
        await using var server = await EchoServer.Start();
        using var channel = server.Channel();
        var client = new Echo.EchoClient(channel);

        var error = await Assert.ThrowsAsync<RpcException>(
            async () => await client.SayAsync(new EchoMessage { Text = "fail" }, cancellationToken: Stop));

        Assert.Equal(StatusCode.FailedPrecondition, error.StatusCode);
        Assert.Equal("You asked for it: à.", error.Status.Detail);
        Assert.Equal("asked-for", error.Trailers.GetValue("reason"));
        Assert.Equal([0, 255, 7], error.Trailers.GetValueBytes("detail-bin"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task Both_sides_compress_when_asked_to(string encoding)
    {
        await using var server = await EchoServer.Start(
            services => services.AddGrpc(options => options.ResponseCompressionAlgorithm = encoding));
        using var encodings = new ResponseEncodings();
        using var channel = server.Channel(new GrpcChannelOptions { HttpHandler = encodings });
        var client = new Echo.EchoClient(channel);
        var compress = new Metadata { { "grpc-internal-encoding-request", encoding } };

        var answer = await client.SayAsync(new EchoMessage { Text = "encoding" }, compress, cancellationToken: Stop);
        var large = await client.SayAsync(new EchoMessage { Text = new string('x', 100_000) }, compress, cancellationToken: Stop);

        Assert.Equal(encoding, answer.Text);
        Assert.Equal(100_000, large.Text.Length);
        Assert.Equal([encoding, encoding], encodings.Seen);
    }

    [Fact]
    public async Task Interceptors_see_every_kind_of_call_in_the_order_given()
    {
        await using var server = await EchoServer.Start(services => services
            .AddSingleton(provider => new NotingInterceptor("server", provider.GetRequiredService<Observed>().Steps.Enqueue))
            .AddGrpc(options => options.Interceptors.Add<NotingInterceptor>()));
        using var channel = server.Channel();
        var steps = server.Observed.Steps;
        var client = new Echo.EchoClient(
            channel.Intercept(new NotingInterceptor("outer", steps.Enqueue), new NotingInterceptor("inner", steps.Enqueue)));

        await client.SayAsync(new EchoMessage(), cancellationToken: Stop);
        Assert.Equal(
            ["outer sends Say", "inner sends Say", "server serves /participatory.tests.calls.v1.Echo/Say", "inner receives Say",
            "outer receives Say"], steps);

        steps.Clear();
        client.Say(new EchoMessage(), cancellationToken: Stop);
        await Join(client, "a");
        await Split(client, "a");
        await Talk(client, "a");
        Assert.Equal(["Say and waits", "Join", "Split", "Talk"],
            steps.Where(step => step.StartsWith("inner sends", StringComparison.Ordinal)).Select(step => step[12..]));
        Assert.Equal(4, steps.Count(step => step.StartsWith("server serves", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_intercepting_function_adds_headers()
    {
        await using var server = await EchoServer.Start();
        using var channel = server.Channel();
        var client = new Echo.EchoClient(channel.Intercept(headers =>
        {
            headers.Add("authorization", "from the function");
            return headers;
        }));

        var answer = await client.SayAsync(new EchoMessage { Text = "token" }, cancellationToken: Stop);

        Assert.Equal("from the function", answer.Text);
    }

    [Fact]
    public async Task Credentials_of_the_channel_and_of_the_call_add_their_headers()
    {
        await using var server = await EchoServer.Start();
        using var channel = server.Channel(new GrpcChannelOptions { UnsafeUseInsecureChannelCallCredentials = true });
        var first = CallCredentials.FromInterceptor((context, headers) =>
        {
            headers.Add("authorization", $"first {context.MethodName}");
            return Task.CompletedTask;
        });
        var second = CallCredentials.FromInterceptor((_, headers) =>
        {
            headers.Add("other", "second");
            return Task.CompletedTask;
        });

        var options = new CallOptions(credentials: CallCredentials.Compose(first, second), cancellationToken: Stop);
        var answer = await new Echo.EchoClient(channel).SayAsync(new EchoMessage { Text = "token" }, options);

        Assert.Equal("first Say", answer.Text);
    }

    [Fact]
    public async Task A_channel_retries_as_its_service_config_says()
    {
        await using var server = await EchoServer.Start();
        var retry = new RetryPolicy
        {
            MaxAttempts = 4,
            InitialBackoff = TimeSpan.FromMilliseconds(1),
            MaxBackoff = TimeSpan.FromMilliseconds(10),
            BackoffMultiplier = 1,
            RetryableStatusCodes = { StatusCode.Unavailable },
        };
        using var channel = server.Channel(new GrpcChannelOptions
        {
            ServiceConfig =
                new ServiceConfig { MethodConfigs = { new MethodConfig { Names = { MethodName.Default }, RetryPolicy = retry } } },
        });
        var client = new Echo.EchoClient(channel);

        Assert.Equal("third time", (await client.SayAsync(new EchoMessage { Text = "third time" }, cancellationToken: Stop)).Text);
        Assert.Equal(3, server.Observed.Attempts);
        Assert.Equal("ab", await Join(client, "a", "b"));
        Assert.Equal(["a", "b"], await Talk(client, "a", "b"));
    }

    [Fact]
    public async Task A_server_knows_who_calls_and_under_which_name()
    {
        await using var server = await EchoServer.Start();
        using var channel = server.Channel();
        var client = new Echo.EchoClient(channel);

        var answer = await client.SayAsync(new EchoMessage { Text = "host" }, cancellationToken: Stop);

        Assert.Equal($"{channel.Target} /participatory.tests.calls.v1.Echo/Say ipv4", answer.Text);
    }

    private static async Task<string> Join(Echo.EchoClient client, params string[] words)
    {
        using var call = client.Join(cancellationToken: Stop);
        foreach (var word in words)
        {
            await call.RequestStream.WriteAsync(new EchoMessage { Text = word }, Stop);
        }

        await call.RequestStream.CompleteAsync();
        return (await call).Text;
    }

    private static async Task<List<string>> Split(Echo.EchoClient client, string text)
    {
        using var call = client.Split(new EchoMessage { Text = text }, cancellationToken: Stop);
        return await Words(call.ResponseStream);
    }

    private static async Task<List<string>> Talk(Echo.EchoClient client, params string[] words)
    {
        using var call = client.Talk(cancellationToken: Stop);
        foreach (var word in words)
        {
            await call.RequestStream.WriteAsync(new EchoMessage { Text = word }, Stop);
        }

        await call.RequestStream.CompleteAsync();
        return await Words(call.ResponseStream);
    }

    private static async Task<List<string>> Words(IAsyncStreamReader<EchoMessage> stream)
    {
        var words = new List<string>();
        await foreach (var message in stream.ReadAllAsync(Stop))
        {
            words.Add(message.Text);
        }

        return words;
    }

    private sealed class ResponseEncodings() : DelegatingHandler(new SocketsHttpHandler())
    {
        public List<string> Seen { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            Seen.AddRange(response.Headers.GetValues("grpc-encoding"));
            return response;
        }
    }
}
