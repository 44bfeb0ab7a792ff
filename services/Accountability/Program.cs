using Participatory.Accountability;

var builder = WebApplication.CreateBuilder(args);
builder.AddAccountability();
var app = builder.Build();
app.MapAccountability();
await app.RunAsync();
