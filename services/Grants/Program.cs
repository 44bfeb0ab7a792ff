using Participatory.Grants;

var builder = WebApplication.CreateBuilder(args);
builder.AddGrants();
var app = builder.Build();
app.MapGrants();
await app.RunAsync();
